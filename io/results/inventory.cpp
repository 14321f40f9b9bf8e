#include "io/results/inventory.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr const char* provenance = "/provenance";

const std::set<std::string>& plumbing() {
  static const std::set<std::string> names{"CLASS",
                                           "NAME",
                                           "REFERENCE_LIST",
                                           "DIMENSION_LIST",
                                           "_Netcdf4Dimid",
                                           "_NCProperties",
                                           "_nc3_strict",
                                           "_Netcdf4Coordinates",
                                           "minenpp_stage_key",
                                           "minenpp_stage_parts",
                                           "minenpp_format_version",
                                           "title",
                                           "history",
                                           "source",
                                           "institution",
                                           "references",
                                           "comment",
                                           "long_name",
                                           "Conventions"};
  return names;
}

void collect(const ArchiveReader& reader, const std::string& group, Inventory& found) {
  found.groups.push_back(group);
  for (auto& array : reader.arrays(group)) found.arrays.push_back(std::move(array));
  for (const auto& child : reader.groups(group))
    if (child != provenance) collect(reader, child, found);
}

bool is_result(const std::filesystem::path& path) {
  return path.extension() == ".h5" || path.extension() == ".nc";
}

/// How many values one step along each dimension skips; 1 for the last.
std::vector<std::int64_t> strides(const hdf5::Shape& shape) {
  std::vector<std::int64_t> inner(shape.size(), 1);
  for (std::size_t d = shape.size(); d-- > 1;) inner[d - 1] = inner[d] * shape[d];
  return inner;
}

/// How far one block goes along dimension `d`.
std::int64_t step_along(const ArrayInfo& array, std::size_t d, std::int64_t inner, std::int64_t limit) {
  const auto length = array.shape[d];
  auto step = std::clamp(limit / inner, std::int64_t{1}, length);
  if (array.chunk.empty() || step == length) return step;
  if (step < array.chunk[d]) return std::min(array.chunk[d], length);
  return step - step % array.chunk[d];
}

/// Moves to the next index of the dimensions before `axis`; false after the last.
bool advance(hdf5::Shape& start, const hdf5::Shape& shape, std::size_t axis) {
  for (std::size_t d = axis; d-- > 0;) {
    if (++start[d] < shape[d]) return true;
    start[d] = 0;
  }
  return false;
}

}  // namespace

std::vector<std::filesystem::path> result_files(const std::filesystem::path& result) {
  namespace fs = std::filesystem;
  std::error_code code;
  if (fs::is_regular_file(result, code)) return {fs::path()};
  if (!fs::is_directory(result, code))
    throw Error(Fault::input, fmt::format("{}: no such result folder or file", result.string()));
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(result, code);
       !code && entry != fs::recursive_directory_iterator(); entry.increment(code))
    if (entry->is_regular_file() && is_result(entry->path()))
      files.push_back(entry->path().lexically_relative(result));
  if (code)
    throw Error(Fault::input, fmt::format("{}: cannot be listed: {}", result.string(), code.message()));
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.generic_string() < b.generic_string(); });
  return files;
}

std::filesystem::path result_file(const std::filesystem::path& result,
                                  const std::filesystem::path& relative) {
  return relative.empty() ? result : result / relative;
}

Inventory inventory(const ArchiveReader& reader) {
  Inventory found;
  collect(reader, "/", found);
  std::sort(found.groups.begin(), found.groups.end());
  std::sort(found.arrays.begin(), found.arrays.end());
  return found;
}

Attributes meaningful_attributes(const ArchiveReader& reader, const std::string& path) {
  auto all = reader.attributes(path);
  std::erase_if(all, [](const NamedAttribute& found) { return plumbing().contains(found.name); });
  return all;
}

void for_each_block(const ArrayInfo& array, std::int64_t limit,
                    const std::function<void(const hdf5::Slab&)>& work) {
  const auto& shape = array.shape;
  if (hdf5::count_of(shape) == 0) return;
  if (shape.empty()) return work({});
  const auto inner = strides(shape);
  std::size_t axis = 0;
  while (axis + 1 < shape.size() && inner[axis] > limit) ++axis;

  const auto step = step_along(array, axis, inner[axis], limit);
  hdf5::Slab block{hdf5::Shape(shape.size(), 0), shape};
  for (std::size_t d = 0; d < axis; ++d) block.count[d] = 1;
  do {
    for (std::int64_t at = 0; at < shape[axis]; at += step) {
      block.start[axis] = at;
      block.count[axis] = std::min(step, shape[axis] - at);
      work(block);
    }
    block.start[axis] = 0;
  } while (advance(block.start, shape, axis));
}

}  // namespace minenpp::io
