#include "io/results/map_store.h"

#include <fmt/format.h>

#include "io/hdf5/chunk_reader.h"
#include "io/hdf5/divert.h"
#include "io/hdf5/file.h"
#include "io/results/durable.h"
#include "io/results/map_message.h"
#include "io/results/map_skeleton.h"

namespace minenpp::io {

namespace {

using hdf5::check;
using model::Fault;

/// Room for what HDF5 itself adds with the chunks of one flush: index blocks and headers.
constexpr std::int64_t slack_bytes = std::int64_t{1} << 16;

/// Without a cache, a piece of a chunk is in the file when the call returns, so the space set aside for it is
/// still there.
hdf5::Dataset open_uncached(const hdf5::File& file, const std::string& name) {
  const hdf5::PropertyList access(H5Pcreate(H5P_DATASET_ACCESS), Fault::system, "preparing a map");
  check(H5Pset_chunk_cache(access.get(), 0, 0, 0), Fault::system, "preparing a map");
  return {H5Dopen2(file.get(), name.c_str(), access.get()), Fault::system, fmt::format("opening {}", name)};
}

void write_chunk(const hdf5::Dataset& dataset, const hdf5::Shape& chunk, std::span<const std::byte> encoded) {
  const std::vector<hsize_t> offset(chunk.begin(), chunk.end());
  constexpr std::uint32_t all_filters = 0;
  check(
      H5Dwrite_chunk(dataset.get(), H5P_DEFAULT, all_filters, offset.data(), encoded.size(), encoded.data()),
      Fault::system, "writing pixels");
}

/// HDF5 reads the chunk, puts the values in and writes it anew.
void write_values(const hdf5::Dataset& dataset, ValueType type, const hdf5::Slab& slab,
                  std::span<const std::byte> values) {
  const auto in_memory = hdf5::space_of(slab.count);
  const auto in_file = hdf5::selection(dataset, slab);
  check(H5Dwrite(dataset.get(), hdf5::datatype(type).get(), in_memory.get(), in_file.get(), H5P_DEFAULT,
                 values.data()),
        Fault::system, "writing pixels");
}

void read_values(const hdf5::Dataset& dataset, ValueType type, const hdf5::Slab& slab,
                 std::vector<std::byte>& values) {
  values.resize(static_cast<std::size_t>(hdf5::count_of(slab.count)) * size_of(type));
  hdf5::read_numbers(dataset, slab, type, values.data());
}

/// Upper bound of what storing this message adds to the file.
std::int64_t bytes_of(const MapLayout& layout, std::span<const std::byte> message) {
  std::int64_t bytes = 0;
  for_each_piece(
      layout, message, [&](std::size_t map, const MapPiece& piece, std::span<const std::byte> encoded) {
        const auto& variable = layout.variables[map];
        const auto values = hdf5::count_of(map_chunk(layout, variable));
        bytes +=
            piece.whole ? std::ssize(encoded) : values * static_cast<std::int64_t>(size_of(variable.type));
      });
  return bytes;
}

}  // namespace

MapStore::MapStore(std::filesystem::path path, const MapLayout& layout)
    : path_(std::move(path)), layout_(layout) {
  write_file(path_, map_skeleton(layout_));
  file_ = hdf5::open_file(path_, hdf5::Access::append);
  for (const auto& variable : layout_.variables) datasets_.push_back(open_uncached(file_, variable.name));
}

void MapStore::store(std::span<const std::byte> message) {
  for_each_piece(layout_, message,
                 [&](std::size_t map, const MapPiece& piece, std::span<const std::byte> bytes) {
                   const auto& variable = layout_.variables[map];
                   model::in_context(fmt::format("map {}", variable.name), [&] {
                     if (piece.whole)
                       write_chunk(datasets_[map], piece.chunk, bytes);
                     else
                       write_values(datasets_[map], variable.type, piece.slab, bytes);
                   });
                 });
}

void MapStore::store(std::span<const std::vector<std::byte>> messages) {
  std::int64_t bytes = 0;
  for (const auto& message : messages) bytes += bytes_of(layout_, message);
  if (bytes == 0) return;
  hdf5::or_divert(file_, [&] {
    // HDF5 does not recover from a disk that refuses its index blocks, so it must never meet one.
    reserve_space(path_, bytes + slack_bytes);
    for (const auto& message : messages) store(message);
  });
  begin_flush(path_);
}

void MapStore::read_back(
    std::span<const std::byte> message,
    const std::function<void(std::size_t, const hdf5::Slab&, std::span<const std::byte>)>& visit) const {
  std::vector<std::byte> values;
  for_each_piece(layout_, message, [&](std::size_t map, const MapPiece& piece, std::span<const std::byte>) {
    read_values(datasets_[map], layout_.variables[map].type, piece.slab, values);
    visit(map, piece.slab, values);
  });
}

std::vector<std::byte> MapStore::message_of(std::span<const std::byte> outline) const {
  std::vector<std::byte> message, bytes;
  for_each_piece(layout_, outline, [&](std::size_t map, const MapPiece& piece, std::span<const std::byte>) {
    if (piece.whole)
      bytes = hdf5::read_stored_chunk(datasets_[map], piece.chunk);
    else
      read_values(datasets_[map], layout_.variables[map].type, piece.slab, bytes);
    append_piece(map, piece, bytes, message);
  });
  return message;
}

void MapStore::close() {
  // What fails must fail before the file is closed.
  hdf5::or_divert(file_, [&] {
    for (auto& dataset : datasets_) dataset.close(Fault::system, "closing a map");
    check(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), Fault::system, "writing the last of a map");
  });
  datasets_.clear();
  file_.close(Fault::system, "closing the file");
}

}  // namespace minenpp::io
