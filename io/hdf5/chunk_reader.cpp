#include "io/hdf5/chunk_reader.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

#include "io/hdf5/chunk_decoder.h"

namespace minenpp::io::hdf5 {

namespace {

constexpr auto input = model::Fault::input;

enum class Filters { deflate, shuffle_and_deflate };

/// The filter at a place of the pipeline and its first parameter.
struct Filter {
  H5Z_filter_t id = H5Z_FILTER_NONE;
  unsigned parameter = 0;
};

Filter filter_at(hid_t creation, unsigned index) {
  Filter filter;
  unsigned flags = 0, config = 0;
  std::size_t parameters = 1;
  filter.id =
      check(H5Pget_filter2(creation, index, &flags, &parameters, &filter.parameter, 0, nullptr, &config),
            input, "reading filters");
  return filter;
}

std::optional<Filters> filters_of(hid_t creation, std::size_t value_size) {
  const auto count = check(H5Pget_nfilters(creation), input, "reading filters");
  if (count < 1 || count > 2) return {};
  const auto first = filter_at(creation, 0);
  if (count == 1) return first.id == H5Z_FILTER_DEFLATE ? std::optional(Filters::deflate) : std::nullopt;
  if (first.id != H5Z_FILTER_SHUFFLE || first.parameter != value_size) return {};
  if (filter_at(creation, 1).id != H5Z_FILTER_DEFLATE) return {};
  return Filters::shuffle_and_deflate;
}

/// Lengths of the chunks of an array that has these; none where a chunk is larger than the array or than
/// HDF5 allows, which only damage makes.
std::optional<Shape> chunk_shape(hid_t creation, const Shape& shape, std::size_t value_size) {
  std::vector<hsize_t> lengths(shape.size());
  const auto rank = check(H5Pget_chunk(creation, static_cast<int>(lengths.size()), lengths.data()), input,
                          "reading a layout");
  if (static_cast<std::size_t>(rank) != shape.size()) return {};
  hsize_t bytes = value_size;
  for (std::size_t d = 0; d < lengths.size(); ++d) {
    if (lengths[d] == 0 || lengths[d] > static_cast<hsize_t>(shape[d])) return {};
    if (lengths[d] > std::numeric_limits<std::uint32_t>::max() / bytes) return {};
    bytes *= lengths[d];
  }
  return Shape(lengths.begin(), lengths.end());
}

bool is_made_of(const Slab& slab, const Shape& chunk, const Shape& shape) {
  for (std::size_t d = 0; d < chunk.size(); ++d) {
    const auto end = slab.start[d] + slab.count[d];
    if (slab.start[d] % chunk[d] != 0 || (end % chunk[d] != 0 && end != shape[d])) return false;
  }
  return true;
}

/// HDF5 itself will meet it again, or the caller tells.
bool forget_error() {
  H5Eclear2(H5E_DEFAULT);
  return false;
}

/// The chunk as it is stored, all its filters applied; false where it is none such of at most `most_bytes`.
bool fetch_chunk(const Dataset& dataset, const Shape& start, std::size_t most_bytes,
                 std::vector<std::byte>& encoded) {
  const std::vector<hsize_t> offset(start.begin(), start.end());
  hsize_t stored = 0;
  if (H5Dget_chunk_storage_size(dataset.get(), offset.data(), &stored) < 0 || stored == 0 ||
      stored > most_bytes)
    return forget_error();
  encoded.resize(stored);
  std::uint32_t left_out = 0;
  if (H5Dread_chunk(dataset.get(), H5P_DEFAULT, offset.data(), &left_out, encoded.data()) < 0)
    return forget_error();
  return left_out == 0;
}

/// Reads the chunks of one dataset.
class ChunkReader {
 public:
  ChunkReader(const Dataset& dataset, Shape chunk, std::size_t value_size, Filters filters)
      : dataset_(&dataset),
        chunk_(std::move(chunk)),
        value_size_(value_size),
        bytes_(static_cast<std::size_t>(count_of(chunk_)) * value_size),
        shuffled_(filters == Filters::shuffle_and_deflate) {}

  /// All chunks of a slab of whole ones, first to last.
  [[nodiscard]] bool read(const Slab& slab, std::byte* out) {
    auto start = slab.start;
    do
      if (!read_chunk(start, slab, out)) return false;
    while (advance(start, slab));
    return true;
  }

 private:
  bool advance(Shape& start, const Slab& slab) const {
    for (auto d = start.size(); d-- > 0;) {
      start[d] += chunk_[d];
      if (start[d] < slab.start[d] + slab.count[d]) return true;
      start[d] = slab.start[d];
    }
    return false;
  }

  bool read_chunk(const Shape& start, const Slab& slab, std::byte* out) {
    if (!fetch_chunk(*dataset_, start, ChunkDecoder::most_encoded(bytes_), encoded_)) return false;
    Shape count(chunk_);
    for (std::size_t d = 0; d < count.size(); ++d)
      count[d] = std::min(count[d], slab.start[d] + slab.count[d] - start[d]);
    auto* at = out + offset_in(slab, start) * value_size_;
    if (count == chunk_ && lies_in_one_piece(count, slab.count))
      return decoder_.decode(encoded_, value_size_, shuffled_, {at, bytes_});
    values_.resize(bytes_);
    if (!decoder_.decode(encoded_, value_size_, shuffled_, values_)) return false;
    copy(0, count, values_.data(), slab.count, at);
    return true;
  }

  static std::size_t offset_in(const Slab& slab, const Shape& start) {
    std::int64_t offset = 0;
    for (std::size_t d = 0; d < start.size(); ++d) offset = offset * slab.count[d] + start[d] - slab.start[d];
    return static_cast<std::size_t>(offset);
  }

  static bool lies_in_one_piece(const Shape& part, const Shape& all) {
    std::size_t d = 0;
    while (d < part.size() && part[d] == 1) ++d;
    for (++d; d < part.size(); ++d)
      if (part[d] != all[d]) return false;
    return true;
  }

  /// The part `count` of a chunk into an array of lengths `into`, from dimension `d` on.
  void copy(std::size_t d, const Shape& count, const std::byte* from, const Shape& into,
            std::byte* to) const {
    if (d + 1 == count.size()) {
      std::memcpy(to, from, static_cast<std::size_t>(count[d]) * value_size_);
      return;
    }
    const auto step = [&](const Shape& shape) {
      auto bytes = value_size_;
      for (auto e = d + 1; e < shape.size(); ++e) bytes *= static_cast<std::size_t>(shape[e]);
      return bytes;
    };
    const auto from_step = step(chunk_), to_step = step(into);
    for (std::int64_t i = 0; i < count[d]; ++i, from += from_step, to += to_step)
      copy(d + 1, count, from, into, to);
  }

  const Dataset* dataset_;
  Shape chunk_;
  std::size_t value_size_, bytes_;
  bool shuffled_;
  ChunkDecoder decoder_;
  std::vector<std::byte> encoded_, values_;
};

}  // namespace

bool read_whole_chunks(const Dataset& dataset, const Slab& slab, ValueType type, void* out) {
  if (slab.count.empty() || type == ValueType::text) return false;
  const Datatype stored(H5Dget_type(dataset.get()), input, "reading the type of a dataset");
  if (check(H5Tequal(stored.get(), datatype(type).get()), input, "reading the type of a dataset") == 0)
    return false;
  const PropertyList creation(H5Dget_create_plist(dataset.get()), input, "reading a layout");
  if (H5Pget_layout(creation.get()) != H5D_CHUNKED) return false;
  const auto size = size_of(type);
  const auto filters = filters_of(creation.get(), size);
  if (!filters) return false;
  const auto shape = shape_of(dataset);
  auto chunk = chunk_shape(creation.get(), shape, size);
  if (!chunk || !is_made_of(slab, *chunk, shape)) return false;
  return ChunkReader(dataset, std::move(*chunk), size, *filters).read(slab, static_cast<std::byte*>(out));
}

std::vector<std::byte> read_stored_chunk(const Dataset& dataset, const Shape& start) {
  std::vector<std::byte> bytes;
  if (!fetch_chunk(dataset, start, std::numeric_limits<std::uint32_t>::max(), bytes))
    throw model::Error(input, "a chunk that was stored cannot be read back");
  return bytes;
}

}  // namespace minenpp::io::hdf5
