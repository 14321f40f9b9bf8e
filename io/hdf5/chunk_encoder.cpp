#include "io/hdf5/chunk_encoder.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include "model/error.h"

namespace minenpp::io::hdf5 {

namespace {

using model::Error;
using model::Fault;

/// First bytes of all values, then second bytes, ... A size known to the compiler makes it vector code.
template <std::size_t Size>
void shuffle(const std::byte* values, std::size_t count, std::byte* out) {
  for (std::size_t part = 0; part < Size; ++part)
    for (std::size_t i = 0; i < count; ++i) out[part * count + i] = values[i * Size + part];
}

void shuffle(std::span<const std::byte> values, std::size_t value_size, std::byte* out) {
  const auto count = values.size() / value_size;
  switch (value_size) {
    case 2:
      return shuffle<2>(values.data(), count, out);
    case 4:
      return shuffle<4>(values.data(), count, out);
    case 8:
      return shuffle<8>(values.data(), count, out);
    default:
      throw Error(Fault::system, fmt::format("no result holds values of {} bytes", value_size));
  }
}

}  // namespace

void ChunkEncoder::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

ChunkEncoder::ChunkEncoder(int level) {
  if (level < 1 || level > 9)
    throw Error(Fault::system, fmt::format("compression level {} is outside 1..9", level));
  compressor_.reset(libdeflate_alloc_compressor(level));
  if (!compressor_) throw Error(Fault::system, "out of memory for compressing");
}

void ChunkEncoder::append(std::span<const std::byte> values, std::size_t value_size,
                          std::vector<std::byte>& out) {
  if (values.empty() || value_size == 0 || values.size() % value_size != 0)
    throw Error(Fault::system,
                fmt::format("a chunk of {} bytes holds no values of {}", values.size(), value_size));
  if (value_size > 1) {
    shuffled_.resize(values.size());
    shuffle(values, value_size, shuffled_.data());
    values = shuffled_;
  }
  const auto before = out.size();
  const auto room = libdeflate_zlib_compress_bound(compressor_.get(), values.size());
  out.resize(before + room);
  const auto length =
      libdeflate_zlib_compress(compressor_.get(), values.data(), values.size(), out.data() + before, room);
  if (length == 0) throw Error(Fault::system, "a chunk could not be compressed");
  out.resize(before + length);
}

}  // namespace minenpp::io::hdf5
