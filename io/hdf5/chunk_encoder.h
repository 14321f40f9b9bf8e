#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "io/hdf5/deflater.h"

namespace minenpp::io::hdf5 {

/// Makes of a chunk's values bytes that HDF5's filters "shuffle" and "deflate" read, several times as fast as
/// HDF5 does with zlib. Leading planes of bytes that are noise go into stored blocks of the same stream (RFC
/// 1951, 3.2.4): at level 1 where deflate would save less than a seventh of them, at others where it would
/// save nothing. Not for two threads at once.
class ChunkEncoder {
 public:
  /// `level` 1 (fast) .. 9 (small). Throws Error(system) for any other, or where memory lacks.
  explicit ChunkEncoder(int level);

  /// Appends the encoded chunk to `out`. `values`: the whole chunk, values of `value_size` bytes each, as
  /// they lie in memory. Throws Error(system) where `values` is empty or not whole values.
  void append(std::span<const std::byte> values, std::size_t value_size, std::vector<std::byte>& out);

 private:
  void append_deflated(std::span<const std::byte> bytes, std::vector<std::byte>& out);
  void append_zlib(std::span<const std::byte> noise, std::span<const std::byte> rest,
                   std::vector<std::byte>& out);

  double most_kept_;  ///< of a plane's size, by deflate; beyond this it is stored
  Deflater deflater_;
  std::vector<std::byte> shuffled_, slices_, room_;
};

}  // namespace minenpp::io::hdf5
