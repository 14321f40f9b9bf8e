#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace minenpp::mpi {

/// Integers as bytes for another rank: those that are not 0 take 1 to 10 bytes by their size, many zeros in a
/// row 2 together. Tables of which a rank has filled little become short so.
[[nodiscard]] std::vector<std::byte> pack(std::span<const std::int64_t> integers);

/// Goes through what pack() has made, from one integer that is not 0 to the next. The bytes outlive this.
/// Throws Error(system) where they are damaged.
class PackedReader {
 public:
  explicit PackedReader(std::span<const std::byte> packed);

  /// How many integers were packed, zeros included.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// To the next integer that is not 0; false where there is none.
  [[nodiscard]] bool next();

  /// Where it stands among all, and what it is; after next().
  [[nodiscard]] std::size_t index() const { return index_ - 1; }
  [[nodiscard]] std::int64_t value() const { return value_; }

 private:
  [[nodiscard]] std::uint64_t number();

  std::span<const std::byte> rest_;
  std::size_t size_ = 0, index_ = 0;  // index_: of the integer to come
  std::uint64_t run_ = 0;             // integers to come before the next zeros
  std::int64_t value_ = 0;
};

/// All integers that were packed. Throws Error(system) where the bytes are damaged.
[[nodiscard]] std::vector<std::int64_t> unpack(std::span<const std::byte> packed);

}  // namespace minenpp::mpi
