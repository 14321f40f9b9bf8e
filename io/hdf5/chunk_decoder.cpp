#include "io/hdf5/chunk_decoder.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include "model/error.h"

namespace minenpp::io::hdf5 {

namespace {

using model::Error;
using model::Fault;

/// A size known to the compiler makes it vector code.
template <std::size_t Size>
void unshuffle(const std::byte* planes, std::size_t count, std::byte* values) {
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t part = 0; part < Size; ++part) values[i * Size + part] = planes[part * count + i];
}

void unshuffle(std::span<const std::byte> planes, std::size_t value_size, std::byte* values) {
  const auto count = planes.size() / value_size;
  switch (value_size) {
    case 2:
      return unshuffle<2>(planes.data(), count, values);
    case 4:
      return unshuffle<4>(planes.data(), count, values);
    case 8:
      return unshuffle<8>(planes.data(), count, values);
    default:
      throw Error(Fault::system, fmt::format("no result holds values of {} bytes", value_size));
  }
}

}  // namespace

void ChunkDecoder::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

ChunkDecoder::ChunkDecoder() : decompressor_(libdeflate_alloc_decompressor()) {
  if (!decompressor_) throw Error(Fault::system, "out of memory for decompressing");
}

bool ChunkDecoder::decode(std::span<const std::byte> encoded, std::size_t value_size, bool shuffled,
                          std::span<std::byte> values) {
  if (value_size == 0 || values.size() % value_size != 0)
    throw Error(Fault::system,
                fmt::format("a chunk of {} bytes holds no values of {}", values.size(), value_size));
  if (!shuffled || value_size == 1) return inflate(encoded, values);
  planes_.resize(values.size());
  if (!inflate(encoded, planes_)) return false;
  unshuffle(planes_, value_size, values.data());
  return true;
}

bool ChunkDecoder::inflate(std::span<const std::byte> encoded, std::span<std::byte> out) const {
  // Without a place for the length, another one than that of `out` is a failure.
  return libdeflate_zlib_decompress(decompressor_.get(), encoded.data(), encoded.size(), out.data(),
                                    out.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

}  // namespace minenpp::io::hdf5
