#include "model/stats/median.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace minenpp::model {

namespace {

/// Below so many values sorting is as fast.
constexpr std::size_t few = 24;

/// The median of nine values from all over.
double pivot_of(std::span<const double> values) {
  std::array<double, 9> some;
  for (std::size_t i = 0; i < some.size(); ++i) some[i] = values[(2 * i + 1) * values.size() / 18];
  std::ranges::nth_element(some, some.begin() + 4);
  return some[4];
}

struct Split {
  std::size_t less = 0, greater = 0;
};

/// Moves what is less than the pivot to the front, what is greater to `greater`.
Split split(std::span<double> values, double pivot, std::span<double> greater) {
  Split count;
  for (const double value : values) {
    greater[count.greater] = value;
    values[count.less] = value;
    count.less += value < pivot ? 1 : 0;
    count.greater += value > pivot ? 1 : 0;
  }
  return count;
}

/// The value of a rank and the one before, where there is one.
struct Neighbours {
  double value = 0, before = -std::numeric_limits<double>::infinity();
};

Neighbours at_rank(std::span<double> values, std::span<double> scratch, std::size_t rank) {
  double before = -std::numeric_limits<double>::infinity();  // the greatest that was left out below
  while (values.size() > few) {
    const double pivot = pivot_of(values);
    const auto count = split(values, pivot, scratch);
    const auto not_greater = values.size() - count.greater;
    if (rank < count.less) {
      values = values.first(count.less);
    } else if (rank < not_greater) {
      if (rank > count.less) return {pivot, pivot};
      for (const double value : values.first(count.less)) before = std::max(before, value);
      return {pivot, before};
    } else {
      before = pivot;
      rank -= not_greater;
      std::swap(values, scratch);
      values = values.first(count.greater);
    }
  }
  std::ranges::sort(values);
  return {values[rank], rank > 0 ? values[rank - 1] : before};
}

}  // namespace

double median(std::span<double> values, std::span<double> scratch) {
  const auto [middle, below] = at_rank(values, scratch, values.size() / 2);
  return values.size() % 2 == 1 ? middle : below + (middle - below) / 2;
}

std::optional<double> median_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::nullopt;
  std::vector<double> scratch(values.size());
  return median(values, scratch);
}

}  // namespace minenpp::model
