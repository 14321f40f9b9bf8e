#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "io/hdf5/handle.h"

namespace minenpp::io {

/// Version of the layout of all result files. A file of another version is not reused.
inline constexpr int format_version = 1;

/// What a stage's file was made from: a hash of it all, which decides whether the file is up to date, and the
/// parts of it as a JSON object of texts by name, which tell what has changed when it is not.
struct StageKey {
  std::string hash;
  std::string parts;  ///< empty: not told

  StageKey() = default;
  StageKey(std::string of_all, std::string of_parts = {})  // NOLINT: a hash alone is a key
      : hash(std::move(of_all)), parts(std::move(of_parts)) {}
  StageKey(const char* of_all) : hash(of_all) {}  // NOLINT: as above
  friend bool operator==(const StageKey&, const StageKey&) = default;
};

/// Writes the key and format version of a stage into its file's root. Throws Error(system).
void write_stage_key(const hdf5::File& file, const StageKey& key);

/// Local. The hash of a finished stage file's key; empty where there is no such file, it cannot be read, it
/// is of another format version, or carries no key. Never throws.
[[nodiscard]] std::string stage_key(const std::filesystem::path& path) noexcept;

/// Local. The parts of its key; empty where stage_key() is, or where it tells none. Never throws.
[[nodiscard]] std::string stage_parts(const std::filesystem::path& path) noexcept;

}  // namespace minenpp::io
