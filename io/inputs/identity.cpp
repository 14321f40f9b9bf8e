#include "io/inputs/identity.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <tuple>
#include <vector>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <xxhash.h>

#include "io/gdal/dataset.h"
#include "io/gdal/handles.h"
#include "io/gdal/messages.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;

struct StateFreer {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

/// A running XXH3 hash.
class Hash {
 public:
  Hash() : state_(XXH3_createState()) { XXH3_64bits_reset(state_.get()); }
  void add(const void* data, std::size_t bytes) { XXH3_64bits_update(state_.get(), data, bytes); }
  void add(std::uint64_t number) {
    // Byte by byte, so that the hash is the same on every machine.
    unsigned char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(number >> (8 * i));
    add(bytes, sizeof bytes);
  }
  [[nodiscard]] std::uint64_t value() const { return XXH3_64bits_digest(state_.get()); }

 private:
  std::unique_ptr<XXH3_state_t, StateFreer> state_;
};

void add_range(Hash& hash, VSILFILE* file, const std::string& path, std::uint64_t begin,
               std::uint64_t bytes) {
  std::vector<char> buffer(std::size_t{1} << 20);
  if (VSIFSeekL(file, begin, SEEK_SET) != 0)
    throw Error(Fault::input, fmt::format("'{}' cannot be read: {}", path, std::strerror(errno)));
  while (bytes > 0) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, buffer.size()));
    errno = 0;
    const auto got = VSIFReadL(buffer.data(), 1, wanted, file);
    if (got != wanted)
      throw Error(Fault::input, errno != 0
                                    ? fmt::format("'{}' cannot be read: {}", path, std::strerror(errno))
                                    : fmt::format("'{}' ends before its size", path));
    hash.add(buffer.data(), got);
    bytes -= got;
  }
}

/// Files GDAL names for a dataset, its own first. Folders among them stand for all files within.
std::set<std::string> files_of(const std::string& path) {
  const GdalMessages quiet;
  const auto dataset = open_raster_or_vector(path);
  const CPLStringList list(dataset->GetFileList());
  std::set<std::string> files;
  for (int i = 0; i < list.Count(); ++i) {
    std::error_code ignored;
    if (!fs::is_directory(list[i], ignored)) {
      files.emplace(list[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(list[i]))
      if (entry.is_regular_file()) files.insert(entry.path().string());
  }
  return files;
}

bool is_virtual(const std::string& path) {
  auto ending = fs::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".vrt";
}

/// All files, following virtual rasters into virtual rasters.
std::set<std::string> all_files_of(const std::string& path) {
  std::set<std::string> all, opened;
  std::vector<std::string> open{path};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    if (!opened.insert(next).second) continue;
    for (const auto& file : files_of(next)) {
      all.insert(file);
      if (is_virtual(file)) open.push_back(file);
    }
  }
  return all;
}

}  // namespace

std::string InputIdentity::text() const {
  return fmt::format("{} bytes, xxh3 {:016x}", bytes, hash);
}

FileState state_of_file(const std::string& path) {
  VSIStatBufL state;
  if (VSIStatL(path.c_str(), &state) != 0) return {path};
  constexpr std::int64_t ns_in_a_second = 1'000'000'000;
  return {path, static_cast<std::uint64_t>(state.st_size),
          std::int64_t{state.st_mtim.tv_sec} * ns_in_a_second + state.st_mtim.tv_nsec};
}

InputIdentity identity_of_file(const std::string& path) {
  // Through GDAL's files, so that members of a tar have an identity too.
  VSIStatBufL state;
  errno = 0;
  if (VSIStatL(path.c_str(), &state) != 0)
    throw Error(Fault::input, fmt::format("there is no readable file '{}': {}", path,
                                          errno != 0 ? std::strerror(errno) : "not found"));
  if (VSI_ISDIR(state.st_mode))
    throw Error(Fault::input, fmt::format("'{}' is a folder; a file is expected", path));
  const auto bytes = static_cast<std::uint64_t>(state.st_size);
  const FileHandle file(VSIFOpenL(path.c_str(), "rb"));
  if (!file) throw Error(Fault::input, fmt::format("'{}' cannot be read: {}", path, std::strerror(errno)));
  Hash hash;
  if (bytes <= hashed_whole_bytes) {
    add_range(hash, file.get(), path, 0, bytes);
    return {bytes, hash.value()};
  }
  const std::uint64_t part = hashed_whole_bytes / 3;
  hash.add(bytes);
  for (const std::uint64_t begin : {std::uint64_t{0}, (bytes - part) / 2, bytes - part})
    add_range(hash, file.get(), path, begin, part);
  return {bytes, hash.value()};
}

InputIdentity identity_of_dataset(const std::string& path, std::vector<FileState>* states) {
  std::vector<InputIdentity> parts;
  for (const auto& file : all_files_of(path)) {
    if (states != nullptr) states->push_back(state_of_file(file));
    parts.push_back(identity_of_file(file));
  }
  if (parts.empty()) throw Error(Fault::input, fmt::format("'{}' is read from no file", path));
  if (parts.size() == 1) return parts.front();
  // By content, not by name, so that the order of folders does not matter.
  std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return std::tie(a.bytes, a.hash) < std::tie(b.bytes, b.hash);
  });
  InputIdentity sum;
  Hash hash;
  for (const auto& part : parts) {
    sum.bytes += part.bytes;
    hash.add(part.bytes);
    hash.add(part.hash);
  }
  sum.hash = hash.value();
  return sum;
}

}  // namespace minenpp::io
