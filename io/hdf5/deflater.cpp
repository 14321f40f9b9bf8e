#include "io/hdf5/deflater.h"

#include <cstdint>
#include <limits>

#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include "model/error.h"

namespace minenpp::io::hdf5 {

namespace {

using model::Error;
using model::Fault;

constexpr int isal_level = 1;  ///< its level 0 makes maps a tenth to a fifth larger and is hardly faster
/// More room makes longer blocks, which compress maps less well.
constexpr std::size_t isal_room = ISAL_DEF_LVL1_MEDIUM;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater(int level) {
  if (level < 1 || level > 9)
    throw Error(Fault::system, fmt::format("compression level {} is outside 1..9", level));
  if (level == 1) {
    fast_ = std::make_unique<isal_zstream>();
    fast_room_.resize(isal_room);
    return;
  }
  compressor_.reset(libdeflate_alloc_compressor(level));
  if (!compressor_) throw Error(Fault::system, "out of memory for compressing");
}

Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;
Deflater::~Deflater() = default;

std::size_t Deflater::bound(std::size_t size) const {
  // Where nothing shrinks both store blocks; ISA-L's are full ones, of which libdeflate's bound reckons more.
  constexpr std::size_t isal_headers = 64;
  return libdeflate_deflate_compress_bound(compressor_.get(), size) + isal_headers;
}

std::size_t Deflater::deflate(std::span<const std::byte> bytes, std::span<std::byte> out) {
  if (!compressor_) return deflate_fast(bytes, out);
  return libdeflate_deflate_compress(compressor_.get(), bytes.data(), bytes.size(), out.data(), out.size());
}

std::size_t Deflater::deflate_fast(std::span<const std::byte> bytes, std::span<std::byte> out) {
  constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
  if (bytes.size() > most || out.size() > most)
    throw Error(Fault::system, fmt::format("a chunk of {} bytes is too large to compress", bytes.size()));
  auto& stream = *fast_;
  isal_deflate_stateless_init(&stream);
  stream.hist_bits = 0;  // the whole window; the call above leaves it as it is
  stream.level = isal_level;
  stream.level_buf = reinterpret_cast<std::uint8_t*>(fast_room_.data());
  stream.level_buf_size = static_cast<std::uint32_t>(fast_room_.size());
  stream.end_of_stream = 1;
  // It only reads what is there.
  stream.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream.avail_out = static_cast<std::uint32_t>(out.size());
  const auto outcome = isal_deflate_stateless(&stream);
  if (outcome == STATELESS_OVERFLOW) return 0;
  if (outcome != COMP_OK)
    throw Error(Fault::system, fmt::format("ISA-L could not compress a chunk (it returned {})", outcome));
  return stream.total_out;
}

}  // namespace minenpp::io::hdf5
