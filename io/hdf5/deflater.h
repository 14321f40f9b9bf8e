#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

struct isal_zstream;
struct libdeflate_compressor;

namespace minenpp::io::hdf5 {

/// Raw deflate streams (RFC 1951): with ISA-L at level 1, three times as fast as libdeflate's fastest and a
/// few per cent larger, and with libdeflate at all others. ISA-L may choose other streams on another
/// processor. Not for two threads at once.
class Deflater {
 public:
  /// `level` 1 (fast) .. 9 (small). Throws Error(system) for any other, or where memory lacks.
  explicit Deflater(int level);
  Deflater(Deflater&&) noexcept;
  Deflater& operator=(Deflater&&) noexcept;
  ~Deflater();

  /// Room that is enough for the stream of any `size` bytes.
  [[nodiscard]] std::size_t bound(std::size_t size) const;

  /// Writes the whole stream of `bytes` to `out` and returns its length; 0 where `out` has not the room.
  [[nodiscard]] std::size_t deflate(std::span<const std::byte> bytes, std::span<std::byte> out);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };

  [[nodiscard]] std::size_t deflate_fast(std::span<const std::byte> bytes, std::span<std::byte> out);

  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::unique_ptr<isal_zstream> fast_;  ///< at level 1
  std::vector<std::byte> fast_room_;    ///< where it works
};

}  // namespace minenpp::io::hdf5
