#include "io/results/archive_reader.h"

#include <fmt/format.h>

#include "io/hdf5/file.h"
#include "io/hdf5/scales.h"
#include "io/results/stage_key.h"
#include "io/results/told_format.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

herr_t take_link(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

hdf5::Shape chunk_of(const hdf5::Dataset& dataset, std::size_t rank) {
  const hdf5::PropertyList creation(H5Dget_create_plist(dataset.get()), Fault::input, "reading a layout");
  if (H5Pget_layout(creation.get()) != H5D_CHUNKED) return {};
  std::vector<hsize_t> lengths(rank);
  hdf5::check(H5Pget_chunk(creation.get(), static_cast<int>(rank), lengths.data()), Fault::input,
              "reading a layout");
  return {lengths.begin(), lengths.end()};
}

/// HDF5 would clip or truncate without a word where the type asked for is narrower.
bool widens(ValueType stored, ValueType asked) {
  if (stored == asked) return true;
  if (stored == ValueType::text || asked == ValueType::text) return false;
  if (asked == ValueType::float64) return true;
  return !is_floating(stored) && !is_floating(asked) && size_of(stored) < size_of(asked);
}

void require_room(const hdf5::Slab& slab, std::size_t room) {
  if (hdf5::count_of(slab.count) == static_cast<std::int64_t>(room)) return;
  throw Error(Fault::system, fmt::format("a block of {} values was asked for into room for {}",
                                         hdf5::count_of(slab.count), room));
}

}  // namespace

ArchiveReader::ArchiveReader(std::filesystem::path file)
    : path_(std::move(file)), file_(hdf5::open_file(path_, hdf5::Access::read)) {
  const auto told = model::in_context(path_.string(), [&] { return told_format(file_); });
  if (told && *told != format_version)
    throw Error(
        Fault::input,
        fmt::format("{}: is of format {}, expected {}: another version of minenpp made it; run the survey "
                    "again, or read it with that version",
                    path_.string(), *told, format_version));
}

std::vector<std::string> ArchiveReader::children(const std::string& group, H5O_type_t kind) const {
  return model::in_context(path_.string(), [&] {
    const auto opened = hdf5::open_group(file_.get(), group);
    std::vector<std::string> names;
    hdf5::check(H5Literate(opened.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, take_link, &names),
                Fault::input, fmt::format("listing group {}", group));
    std::vector<std::string> paths;
    for (const auto& name : names) {
      auto path = group == "/" ? "/" + name : fmt::format("{}/{}", group, name);
      const hdf5::Object object(H5Oopen(opened.get(), name.c_str(), H5P_DEFAULT), Fault::input,
                                fmt::format("opening {}", path));
      H5O_info_t about;
      hdf5::check(H5Oget_info2(object.get(), &about, H5O_INFO_BASIC), Fault::input,
                  fmt::format("opening {}", path));
      if (about.type != kind) continue;
      if (kind == H5O_TYPE_DATASET && hdf5::is_bare_scale(object.get())) continue;
      paths.push_back(std::move(path));
    }
    return paths;
  });
}

std::vector<std::string> ArchiveReader::groups(const std::string& group) const {
  return children(group, H5O_TYPE_GROUP);
}

std::vector<std::string> ArchiveReader::arrays(const std::string& group) const {
  return children(group, H5O_TYPE_DATASET);
}

bool ArchiveReader::has(const std::string& path) const {
  const auto parent = path.substr(0, path.rfind('/'));
  if (path == "/" || path.empty()) return true;
  // A disk that refuses must not look like a file without the array.
  return has(parent) && hdf5::check(H5Lexists(file_.get(), path.c_str(), H5P_DEFAULT), Fault::input,
                                    fmt::format("{}: looking for {}", path_.string(), path)) > 0;
}

ArrayInfo ArchiveReader::info(const std::string& array) const {
  return model::in_context(path_.string(), [&] {
    const auto dataset = hdf5::open_dataset(file_.get(), array);
    auto shape = hdf5::shape_of(dataset);
    auto chunk = chunk_of(dataset, shape.size());
    return ArrayInfo{array, hdf5::type_of(dataset, array), std::move(shape),
                     hdf5::dimension_names(dataset, scale_names_), std::move(chunk)};
  });
}

template <typename T>
void ArchiveReader::read_block(const std::string& array, const hdf5::Slab& slab, std::span<T> out) const {
  model::in_context(fmt::format("{}: {}", path_.string(), array), [&] {
    require_room(slab, out.size());
    const auto dataset = hdf5::open_dataset(file_.get(), array);
    const auto stored = hdf5::type_of(dataset, array);
    if (!widens(stored, value_type_of<T>()))
      throw Error(Fault::input,
                  fmt::format("holds {}, expected {}", to_string(stored), to_string(value_type_of<T>())));
    if constexpr (std::is_same_v<T, std::string>) {
      auto texts = hdf5::read_texts(dataset, slab);
      std::move(texts.begin(), texts.end(), out.begin());
    } else {
      hdf5::read_numbers(dataset, slab, value_type_of<T>(), out.data());
    }
  });
}

template <typename T>
std::vector<T> ArchiveReader::read(const std::string& array) const {
  const auto slab = hdf5::whole(model::in_context(
      path_.string(), [&] { return hdf5::shape_of(hdf5::open_dataset(file_.get(), array)); }));
  std::vector<T> values(static_cast<std::size_t>(hdf5::count_of(slab.count)));
  read_block<T>(array, slab, values);
  return values;
}

std::string ArchiveReader::text(const std::string& array) const {
  const auto texts = read<std::string>(array);
  if (texts.size() == 1) return texts.front();
  throw Error(Fault::input,
              fmt::format("{}: {}: holds {} texts, expected one", path_.string(), array, texts.size()));
}

Attributes ArchiveReader::attributes(const std::string& path) const {
  return model::in_context(path_.string(), [&] {
    const hdf5::Object object(H5Oopen(file_.get(), path.c_str(), H5P_DEFAULT), Fault::input,
                              fmt::format("opening {}", path));
    return hdf5::read_attributes(object.get());
  });
}

std::optional<std::string> ArchiveReader::text_attribute(const std::string& path,
                                                         const std::string& name) const {
  return model::in_context(path_.string(), [&] {
    const hdf5::Object object(H5Oopen(file_.get(), path.c_str(), H5P_DEFAULT), Fault::input,
                              fmt::format("opening {}", path));
    return hdf5::read_text_attribute(object.get(), name);
  });
}

std::optional<double> ArchiveReader::number_attribute(const std::string& path,
                                                      const std::string& name) const {
  for (const auto& found : attributes(path)) {
    if (found.name != name) continue;
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&found.value))
      return integers->empty() ? std::nullopt : std::optional(static_cast<double>(integers->front()));
    if (const auto* numbers = std::get_if<std::vector<double>>(&found.value))
      return numbers->empty() ? std::nullopt : std::optional(numbers->front());
  }
  return std::nullopt;
}

#define MINENPP_READS(T)                                                    \
  template std::vector<T> ArchiveReader::read<T>(const std::string&) const; \
  template void ArchiveReader::read_block<T>(const std::string&, const hdf5::Slab&, std::span<T>) const;
MINENPP_READS(double)
MINENPP_READS(float)
MINENPP_READS(std::int64_t)
MINENPP_READS(std::int32_t)
MINENPP_READS(std::int16_t)
MINENPP_READS(std::uint8_t)
MINENPP_READS(std::string)
#undef MINENPP_READS

}  // namespace minenpp::io
