#include "io/hdf5/chunk_encoder.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>
#include <libdeflate.h>

#include "io/hdf5/byte_planes.h"
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

void put_bytes(std::initializer_list<std::size_t> bytes, std::vector<std::byte>& out) {
  for (const auto byte : bytes) out.push_back(static_cast<std::byte>(byte & 255));
}

/// Deflate's blocks of bytes as they are, none of which is the last.
void append_stored(std::span<const std::byte> bytes, std::vector<std::byte>& out) {
  constexpr std::size_t most = 65535;
  while (!bytes.empty()) {
    const auto length = std::min(bytes.size(), most);
    put_bytes({0, length, length >> 8, ~length, ~length >> 8}, out);
    out.insert(out.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    bytes = bytes.subspan(length);
  }
}

}  // namespace

ChunkEncoder::ChunkEncoder(int level) : most_kept_(level == 1 ? 6.0 / 7 : 1), deflater_(level) {}

void ChunkEncoder::append(std::span<const std::byte> values, std::size_t value_size,
                          std::vector<std::byte>& out) {
  if (values.empty() || value_size == 0 || values.size() % value_size != 0)
    throw Error(Fault::system,
                fmt::format("a chunk of {} bytes holds no values of {}", values.size(), value_size));
  std::size_t noise = 0;
  if (value_size > 1) {
    shuffled_.resize(values.size());
    shuffle(values, value_size, shuffled_.data());
    values = shuffled_;
    noise = noisy_planes(deflater_, values, value_size, most_kept_, slices_) * values.size() / value_size;
  }
  append_zlib(values.first(noise), values.subspan(noise), out);
}

void ChunkEncoder::append_zlib(std::span<const std::byte> noise, std::span<const std::byte> rest,
                               std::vector<std::byte>& out) {
  put_bytes({0x78, 0x01}, out);  // deflate with a window of 32 KiB, made fast (RFC 1950)
  append_stored(noise, out);
  append_deflated(rest, out);
  const auto of_noise = libdeflate_adler32(1, noise.data(), noise.size());
  const auto check = libdeflate_adler32(of_noise, rest.data(), rest.size());
  put_bytes({check >> 24, check >> 16, check >> 8, check}, out);
}

void ChunkEncoder::append_deflated(std::span<const std::byte> bytes, std::vector<std::byte>& out) {
  // Room of its own: `out` would be grown, and so cleared, for more than is put there.
  room_.resize(std::max(room_.size(), deflater_.bound(bytes.size())));
  const auto length = deflater_.deflate(bytes, room_);
  if (length == 0) throw Error(Fault::system, "a chunk could not be compressed");
  out.insert(out.end(), room_.begin(), room_.begin() + static_cast<std::ptrdiff_t>(length));
}

}  // namespace minenpp::io::hdf5
