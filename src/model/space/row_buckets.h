#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace minenpp::model {

/// The rows that something reaches into: first <= row < last, not empty.
struct RowRange {
  std::int64_t first = 0, last = 0;
};

/// Finds which of many row ranges (edges of a polygon) may hold a row: rows are gathered in buckets, so many
/// that buckets and entries together stay proportional to the number of ranges.
class RowBuckets {
 public:
  RowBuckets() = default;
  /// `ranges`: fewer than 2^32.
  explicit RowBuckets(std::span<const RowRange> ranges);

  /// All rows of the ranges; 0..0 without any.
  [[nodiscard]] RowRange rows() const { return rows_; }
  /// Indices, ascending, once each, of all ranges that share a row with `rows`, among some that do not.
  [[nodiscard]] std::vector<std::uint32_t> near(RowRange rows) const;
  /// The same for one row within rows(), without making a list.
  [[nodiscard]] std::span<const std::uint32_t> near(std::int64_t row) const {
    const auto bucket = bucket_of(row);
    return std::span(entries_).subspan(begin_[bucket], begin_[bucket + 1] - begin_[bucket]);
  }

 private:
  [[nodiscard]] std::size_t bucket_of(std::int64_t row) const {
    return static_cast<std::size_t>((row - rows_.first) / bucket_rows_);
  }

  RowRange rows_;
  std::int64_t bucket_rows_ = 1;
  std::vector<std::size_t> begin_;  // bucket b holds entries_[begin_[b] .. begin_[b + 1])
  std::vector<std::uint32_t> entries_;
};

}  // namespace minenpp::model
