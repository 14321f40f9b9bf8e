#include "model/stats/whole_steps.h"

#include <cmath>
#include <limits>

namespace minenpp::model {

namespace {

/// As std::nearbyint for |value| < 2^51, without a call, so that loops become vector code.
double nearest(double value) {
  constexpr double rounder = 6755399441055744.0;  // 1.5 x 2^52
  return (value + rounder) - rounder;
}

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
    const double rounded = nearest(values[i] / step);
    const bool is_large = is_beyond(rounded, most);
    beyond |= is_large ? 1 : 0;
    const double safe = is_large || std::isnan(rounded) ? 0 : rounded;
    steps[i] = std::isnan(rounded) ? no_value : static_cast<std::int16_t>(static_cast<std::int32_t>(safe));
  }
  if (beyond == 0) return values.size();
  std::size_t first = 0;
  while (!is_beyond(nearest(values[first] / step), most)) ++first;
  return first;
}

}  // namespace minenpp::model
