#include "survey/statistics/difference_means.h"

#include <cmath>
#include <limits>

#include "mpi/exact_reduce.h"

namespace minenpp::survey {

namespace {

constexpr auto no_value = std::numeric_limits<std::int64_t>::min();

}  // namespace

void DifferenceMeans::add(const std::vector<Zone>& zones, const model::Window& window,
                          std::span<const double> difference, std::size_t column) {
  fixed_.resize(difference.size());
  for (std::size_t i = 0; i < difference.size(); ++i)
    fixed_[i] = std::isnan(difference[i]) ? no_value : model::ExactSum::fixed(difference[i]);
  add_span(0, fixed_.size(), column);
  for (std::size_t zone = 1; zone < zones.size(); ++zone)
    zones[zone].pixels.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      const auto first = static_cast<std::size_t>((row - window.row) * window.cols + begin - window.col);
      add_span(first, first + static_cast<std::size_t>(end - begin), zone * columns_ + column);
    });
}

void DifferenceMeans::add_span(std::size_t begin, std::size_t end, std::size_t at) {
  std::int64_t count = 0;
  model::Int128 sum = 0;
  for (auto i = begin; i < end; ++i) {
    if (fixed_[i] == no_value) continue;
    ++count;
    sum += fixed_[i];
  }
  counts_[at] += count;
  sums_[at].add_raw(sum);
}

void DifferenceMeans::reduce(const mpi::Communicator& ranks) {
  ranks.all_reduce(counts_, mpi::Reduction::sum);
  mpi::all_reduce_sum(ranks, std::span(sums_));
}

}  // namespace minenpp::survey
