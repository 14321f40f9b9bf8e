#include "survey/statistics/difference_means.h"

#include "model/stats/span_counts.h"
#include "survey/statistics/integer_lists.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

void DifferenceMeans::add(const ZoneList& zones, const model::Window& window,
                          std::span<const double> difference, std::size_t column) {
  fixed_.resize(difference.size());
  model::fix_values(difference, fixed_);
  add_span(0, fixed_.size(), column, 1);
  for (const auto zone : zones.near(window))
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      const auto first = run.first_in(window);
      add_span(first, first + run.pixels(), zone * columns_ + column, run.part);
    });
}

void DifferenceMeans::add_span(std::size_t begin, std::size_t end, std::size_t at, std::int64_t weight) {
  const auto [count, sum] = model::sum_of_fixed(std::span(fixed_).subspan(begin, end - begin));
  counts_[at] += count;
  weights_[at] += count * weight;
  sums_[at].add_raw(sum * weight);
}

std::vector<std::int64_t> DifferenceMeans::to_integers() const {
  IntegerLists lists;
  lists.put(counts_);
  lists.put(weights_);
  lists.put(limbs_of(sums_));
  return lists.take_all();
}

void DifferenceMeans::add_integers(std::span<const std::int64_t> integers) {
  IntegerListReader lists(integers);
  add_each(lists.next(), counts_);
  add_each(lists.next(), weights_);
  add_limbs(lists.next(), sums_);
  lists.expect_end();
}

std::vector<std::int64_t> DifferenceMeans::row() const {
  auto row = counts_;
  row.reserve(row_length());
  row.insert(row.end(), weights_.begin(), weights_.end());
  const auto limbs = limbs_of(sums_);
  row.insert(row.end(), limbs.begin(), limbs.end());
  return row;
}

void DifferenceMeans::add_row(std::span<const std::int64_t> row) {
  IntegerParts parts(row);
  add_each(parts.next(counts_.size()), counts_);
  add_each(parts.next(weights_.size()), weights_);
  add_limbs(parts.next(3 * sums_.size()), sums_);
}

}  // namespace minenpp::survey
