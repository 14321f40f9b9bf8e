#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

struct libdeflate_decompressor;

namespace minenpp::io::hdf5 {

/// Makes values of a chunk that went through HDF5's filters "shuffle" and "deflate", or through "deflate"
/// alone, several times as fast as HDF5 does with zlib: the way back from ChunkEncoder. Not for two threads
/// at once.
class ChunkDecoder {
 public:
  /// Throws Error(system) where memory lacks.
  ChunkDecoder();

  /// Bytes that a chunk of so many bytes of values may take when it is encoded. More is damage.
  [[nodiscard]] static std::size_t most_encoded(std::size_t bytes) { return bytes + bytes / 256 + 1024; }

  /// Decodes the chunk that `encoded` begins with into `values`, which has room for exactly its values, of
  /// `value_size` bytes each. `shuffled`: whether it went through "shuffle". False where the bytes are
  /// damaged or of another length; `values` then holds anything. Throws Error(system) for values of no size
  /// that a result holds.
  [[nodiscard]] bool decode(std::span<const std::byte> encoded, std::size_t value_size, bool shuffled,
                            std::span<std::byte> values);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };

  [[nodiscard]] bool inflate(std::span<const std::byte> encoded, std::span<std::byte> out) const;

  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
  std::vector<std::byte> planes_;
};

}  // namespace minenpp::io::hdf5
