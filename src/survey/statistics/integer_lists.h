#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace minenpp::survey {

/// Lists of integers joined into one, each with its length before it.
class IntegerLists {
 public:
  void put(std::span<const std::int64_t> list);
  [[nodiscard]] std::vector<std::int64_t> take_all() { return std::move(joined_); }

 private:
  std::vector<std::int64_t> joined_;
};

/// Takes such lists apart again, in their order.
class IntegerListReader {
 public:
  explicit IntegerListReader(std::span<const std::int64_t> joined) : rest_(joined) {}

  /// The next list; it lives as long as the joined ones. Throws Error(input) where there is none.
  [[nodiscard]] std::span<const std::int64_t> next();

  /// Throws Error(input) where a list is left.
  void expect_end() const;

 private:
  std::span<const std::int64_t> rest_;
};

/// Lists of integers packed one by one (mpi::pack), so that only one of many large tables is in memory as it
/// is.
class PackedLists {
 public:
  void put(std::span<const std::int64_t> list);
  [[nodiscard]] std::vector<std::byte> take_all() { return std::move(joined_); }

 private:
  std::vector<std::byte> joined_;
};

/// Takes such lists apart again, in their order. The bytes outlive this.
class PackedListReader {
 public:
  explicit PackedListReader(std::span<const std::byte> joined) : rest_(joined) {}

  /// The next list. Throws Error(input) where there is none, and Error(system) where it is damaged.
  [[nodiscard]] std::vector<std::int64_t> next();

  /// Throws Error(input) where a list is left.
  void expect_end() const;

 private:
  std::span<const std::byte> rest_;
};

/// Takes a row of integers apart into parts whose lengths the reader knows.
class IntegerParts {
 public:
  explicit IntegerParts(std::span<const std::int64_t> row) : rest_(row) {}

  /// The next `length`; they live as long as the row. Throws Error(system) where fewer are left.
  [[nodiscard]] std::span<const std::int64_t> next(std::size_t length);

 private:
  std::span<const std::int64_t> rest_;
};

}  // namespace minenpp::survey
