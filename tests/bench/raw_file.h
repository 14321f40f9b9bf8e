#pragma once

#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <vector>

namespace minenpp::bench {

/// A file of plain values without a header, as numpy's tofile writes them.
template <typename T>
[[nodiscard]] std::vector<T> read_raw(const std::filesystem::path& path) {
  std::vector<T> values(std::filesystem::file_size(path) / sizeof(T));
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(values.data()),
                 static_cast<std::streamsize>(values.size() * sizeof(T))))
    throw std::runtime_error("cannot read " + path.string());
  return values;
}

template <typename T>
void write_raw(const std::filesystem::path& path, std::span<const T> values) {
  std::ofstream file(path, std::ios::binary);
  if (!file.write(reinterpret_cast<const char*>(values.data()),
                  static_cast<std::streamsize>(values.size_bytes())))
    throw std::runtime_error("cannot write " + path.string());
}

}  // namespace minenpp::bench
