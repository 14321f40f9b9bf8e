#include "model/stats/whole_steps.h"

#include <cmath>
#include <limits>

#include "model/rounding.h"

namespace minenpp::model {

namespace {

/// Where the largest whole number of a type is passed. NaN is not.
bool is_beyond(double value, double most) {
  return std::abs(value) > most;
}

}  // namespace

std::size_t to_steps(std::span<const double> values, double step, std::int16_t no_value,
                     std::span<std::int16_t> steps) {
  constexpr double most = std::numeric_limits<std::int16_t>::max();
  int beyond = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double rounded = nearest_whole(values[i] / step);
    const bool is_large = is_beyond(rounded, most);
    beyond |= is_large ? 1 : 0;
    const double safe = is_large || std::isnan(rounded) ? 0 : rounded;
    steps[i] = std::isnan(rounded) ? no_value : static_cast<std::int16_t>(static_cast<std::int32_t>(safe));
  }
  if (beyond == 0) return values.size();
  std::size_t first = 0;
  while (!is_beyond(nearest_whole(values[first] / step), most)) ++first;
  return first;
}

}  // namespace minenpp::model
