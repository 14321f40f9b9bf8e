#include "io/results/archive_writer.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "io/hdf5/chunk_encoder.h"
#include "io/hdf5/file.h"
#include "io/hdf5/scales.h"
#include "io/results/durable.h"
#include "io/results/transaction.h"
#include "mpi/collective_error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

template <typename T>
void write_values(const hdf5::Dataset& dataset, std::span<const T> values, const std::string& path) {
  if (values.empty()) return;
  const auto type = hdf5::datatype(value_type_of<T>());
  const auto doing = fmt::format("writing {}", path);
  if constexpr (std::is_same_v<T, std::string>) {
    std::vector<const char*> texts;
    for (const auto& text : values) texts.push_back(text.c_str());
    hdf5::check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()),
                Fault::system, doing);
  } else {
    hdf5::check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
                Fault::system, doing);
  }
}

template <typename T>
Attributes with_fill(Attributes attributes) {
  constexpr const char* fill = "_FillValue";
  const auto is_fill = [](const NamedAttribute& a) { return a.name == fill; };
  if (std::is_floating_point_v<T> && std::none_of(attributes.begin(), attributes.end(), is_fill))
    attributes.insert(attributes.begin(),
                      attribute(fill, std::numeric_limits<double>::quiet_NaN(), value_type_of<T>()));
  return attributes;
}

void require_count(const std::string& path, std::int64_t expected, std::size_t found) {
  if (expected == static_cast<std::int64_t>(found)) return;
  throw Error(Fault::system, fmt::format("{}: has {} values, its dimensions hold {}", path, found, expected));
}

}  // namespace

ArchiveGroup::ArchiveGroup(hdf5::Group group, std::string path, std::int32_t& next_dimension_id)
    : group_(std::move(group)), path_(std::move(path)), next_dimension_id_(&next_dimension_id) {}

std::string ArchiveGroup::path_of(const std::string& name) const {
  return path_.empty() ? name : fmt::format("{}/{}", path_, name);
}

const ArchiveGroup::Scale& ArchiveGroup::scale(const std::string& name) const {
  const auto found = scales_.find(name);
  if (found == scales_.end())
    throw Error(Fault::system, fmt::format("group /{} has no dimension {}", path_, name));
  return found->second;
}

void ArchiveGroup::dimension(const std::string& name, std::int64_t length) {
  scales_[name] = {hdf5::make_bare_scale(group_.get(), name, length, (*next_dimension_id_)++), length};
}

template <typename T>
void ArchiveGroup::dimension(const std::string& name, std::span<const T> labels,
                             const Attributes& attributes) {
  const auto path = path_of(name);
  const auto length = static_cast<std::int64_t>(labels.size());
  const auto space = hdf5::space_of({length});
  const auto creation = hdf5::dataset_creation();
  hdf5::Dataset dataset(H5Dcreate2(group_.get(), name.c_str(), hdf5::datatype(value_type_of<T>()).get(),
                                   space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                        Fault::system, fmt::format("making {}", path));
  hdf5::make_scale(dataset, name, (*next_dimension_id_)++);
  for (const auto& attribute : attributes) hdf5::write_attribute(dataset.get(), attribute);
  write_values(dataset, labels, path);
  scales_[name] = {std::move(dataset), length};
}

hdf5::Dataset ArchiveGroup::create(const std::string& name, const std::vector<std::string>& dimensions,
                                   ValueType type, const Attributes& attributes,
                                   const hdf5::PropertyList& creation) {
  hdf5::Shape shape;
  for (const auto& dimension : dimensions) shape.push_back(scale(dimension).length);
  const auto space = hdf5::space_of(shape);
  hdf5::Dataset dataset(H5Dcreate2(group_.get(), name.c_str(), hdf5::datatype(type).get(), space.get(),
                                   H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                        Fault::system, fmt::format("making {}", path_of(name)));
  for (std::size_t d = 0; d < dimensions.size(); ++d)
    hdf5::attach_scale(dataset, scale(dimensions[d]).dataset, static_cast<int>(d));
  for (const auto& attribute : attributes) hdf5::write_attribute(dataset.get(), attribute);
  return dataset;
}

namespace {

/// How an array is stored: small ones in one piece, others (histograms, tables of many zones) in compressed
/// chunks of about 1 MB, of whole slices along the first dimension; also in one piece where a slice is
/// larger.
struct Storage {
  hdf5::PropertyList creation = hdf5::dataset_creation();
  std::size_t chunk_values = 0;  ///< 0: in one piece
};

constexpr int deflate_level = 1;

Storage storage_of(const hdf5::Shape& shape, std::size_t value_bytes) {
  constexpr std::int64_t small_bytes = 64 * 1024, chunk_bytes = 1024 * 1024;
  Storage storage;
  std::int64_t slice_values = 1;
  for (std::size_t d = 1; d < shape.size(); ++d) slice_values *= shape[d];
  const auto slice_bytes = slice_values * static_cast<std::int64_t>(value_bytes);
  // Text has no size of its own and is not compressed.
  if (slice_bytes == 0 || shape.empty() || slice_bytes * shape[0] <= small_bytes || slice_bytes > chunk_bytes)
    return storage;
  std::vector<hsize_t> chunk(shape.begin(), shape.end());
  chunk[0] = static_cast<hsize_t>(std::min(shape[0], chunk_bytes / slice_bytes));
  const char* doing = "preparing compression";
  const auto list = storage.creation.get();
  hdf5::check(H5Pset_chunk(list, static_cast<int>(chunk.size()), chunk.data()), Fault::system, doing);
  hdf5::check(H5Pset_shuffle(list), Fault::system, doing);
  hdf5::check(H5Pset_deflate(list, deflate_level), Fault::system, doing);
  storage.chunk_values = chunk[0] * static_cast<std::size_t>(slice_values);
  return storage;
}

/// Compressed here, not by HDF5, whose zlib takes most of the time of large tables.
template <typename T>
void write_chunks(const hdf5::Dataset& dataset, std::span<const T> values, std::size_t chunk_values,
                  const hdf5::Shape& shape, const std::string& path) {
  constexpr std::uint32_t all_filters = 0;
  hdf5::ChunkEncoder encoder(deflate_level);
  std::vector<hsize_t> offset(shape.size(), 0);
  const auto rows = chunk_values / (values.size() / static_cast<std::size_t>(shape[0]));
  std::vector<std::byte> encoded;
  std::vector<T> padded;
  for (; !values.empty(); offset[0] += rows) {
    auto chunk = values.first(std::min(chunk_values, values.size()));
    values = values.subspan(chunk.size());
    if (chunk.size() < chunk_values) {
      padded.assign(chunk.begin(), chunk.end());
      padded.resize(chunk_values);
      chunk = padded;
    }
    encoded.clear();
    encoder.append(std::as_bytes(chunk), sizeof(T), encoded);
    hdf5::check(H5Dwrite_chunk(dataset.get(), H5P_DEFAULT, all_filters, offset.data(), encoded.size(),
                               encoded.data()),
                Fault::system, fmt::format("writing {}", path));
  }
}

}  // namespace

template <typename T>
void ArchiveGroup::array(const std::string& name, const std::vector<std::string>& dimensions,
                         std::span<const T> values, const Attributes& attributes) {
  const auto path = path_of(name);
  std::int64_t count = 1;
  hdf5::Shape shape;
  for (const auto& dimension : dimensions) {
    shape.push_back(scale(dimension).length);
    count *= shape.back();
  }
  require_count(path, count, values.size());
  const auto storage = storage_of(shape, size_of(value_type_of<T>()));
  const auto dataset =
      create(name, dimensions, value_type_of<T>(), with_fill<T>(attributes), storage.creation);
  if constexpr (!std::is_same_v<T, std::string>)
    if (storage.chunk_values > 0) return write_chunks(dataset, values, storage.chunk_values, shape, path);
  write_values(dataset, values, path);
}

void ArchiveGroup::set(const NamedAttribute& attribute) {
  hdf5::write_attribute(group_.get(), attribute);
}

#define MINENPP_ARCHIVE_OF(T)                                                                          \
  template void ArchiveGroup::dimension<T>(const std::string&, std::span<const T>, const Attributes&); \
  template void ArchiveGroup::array<T>(const std::string&, const std::vector<std::string>&,            \
                                       std::span<const T>, const Attributes&);
MINENPP_ARCHIVE_OF(double)
MINENPP_ARCHIVE_OF(float)
MINENPP_ARCHIVE_OF(std::int64_t)
MINENPP_ARCHIVE_OF(std::int32_t)
MINENPP_ARCHIVE_OF(std::int16_t)
MINENPP_ARCHIVE_OF(std::uint8_t)
MINENPP_ARCHIVE_OF(std::string)
#undef MINENPP_ARCHIVE_OF

ArchiveWriter::ArchiveWriter(const hdf5::File& file, std::int32_t first_dimension_id)
    : file_(file.get()), next_dimension_id_(first_dimension_id) {}

ArchiveGroup& ArchiveWriter::group(const std::string& path) {
  auto& group = groups_[path];
  if (!group) group = std::make_unique<ArchiveGroup>(hdf5::make_group(file_, path), path, next_dimension_id_);
  return *group;
}

void write_archive(const mpi::Communicator& comm, const std::filesystem::path& path, const StageKey& key,
                   const FillArchive& fill) {
  Transaction transaction(comm, path);
  mpi::agree(comm, [&] {
    if (!comm.is_root()) return;
    model::in_context(path.string(), [&] {
      const auto file = hdf5::create_in_memory();
      write_stage_key(file, key);
      {
        ArchiveWriter writer(file);
        fill(writer);
      }
      write_file(transaction.part(), hdf5::image(file));
    });
  });
  transaction.commit();
}

}  // namespace minenpp::io
