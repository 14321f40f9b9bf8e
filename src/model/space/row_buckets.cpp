#include "model/space/row_buckets.h"

#include <algorithm>

namespace minenpp::model {

RowBuckets::RowBuckets(std::span<const RowRange> ranges) {
  if (ranges.empty()) return;
  rows_ = ranges.front();
  std::int64_t crossed = 0;
  for (const auto& range : ranges) {
    rows_ = {std::min(rows_.first, range.first), std::max(rows_.last, range.last)};
    crossed += range.last - range.first;
  }
  const auto height = rows_.last - rows_.first, count = static_cast<std::int64_t>(ranges.size());
  bucket_rows_ = std::max({std::int64_t{64}, crossed / (4 * count), height / (4 * count)});
  begin_.assign(static_cast<std::size_t>((height + bucket_rows_ - 1) / bucket_rows_) + 1, 0);
  for (const auto& range : ranges)
    for (auto b = bucket_of(range.first); b <= bucket_of(range.last - 1); ++b) ++begin_[b + 1];
  for (std::size_t b = 0; b + 1 < begin_.size(); ++b) begin_[b + 1] += begin_[b];
  entries_.resize(begin_.back());
  auto next = begin_;
  for (std::size_t i = 0; i < ranges.size(); ++i)
    for (auto b = bucket_of(ranges[i].first); b <= bucket_of(ranges[i].last - 1); ++b)
      entries_[next[b]++] = static_cast<std::uint32_t>(i);
}

std::vector<std::uint32_t> RowBuckets::near(RowRange rows) const {
  const auto first = std::max(rows.first, rows_.first), last = std::min(rows.last, rows_.last);
  std::vector<std::uint32_t> found;
  if (first >= last) return found;
  for (auto bucket = bucket_of(first); bucket <= bucket_of(last - 1); ++bucket)
    found.insert(found.end(), entries_.begin() + static_cast<std::ptrdiff_t>(begin_[bucket]),
                 entries_.begin() + static_cast<std::ptrdiff_t>(begin_[bucket + 1]));
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace minenpp::model
