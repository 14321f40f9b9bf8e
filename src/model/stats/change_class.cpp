#include "model/stats/change_class.h"

#include <cmath>

#include "model/error.h"

namespace minenpp::model {

int change_class(double difference, const ChangeLimits& limits) {
  if (std::isnan(difference)) return 0;
  if (difference < limits.large_loss) return 1;
  if (difference < -limits.tolerance) return 2;
  if (difference <= limits.tolerance) return 3;
  if (difference <= limits.gain) return 4;
  if (difference <= limits.large_gain) return 5;
  return 6;
}

void change_classes_of(std::span<const double> differences, const ChangeLimits& limits,
                       std::span<std::uint8_t> classes) {
  // Without a branch, in the width of the differences, which the compiler turns into vector instructions.
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const double d = differences[i];
    const std::int64_t above =
        static_cast<std::int64_t>(d >= limits.large_loss) +
        static_cast<std::int64_t>(d >= -limits.tolerance) + static_cast<std::int64_t>(d > limits.tolerance) +
        static_cast<std::int64_t>(d > limits.gain) + static_cast<std::int64_t>(d > limits.large_gain) + 1;
    classes[i] = static_cast<std::uint8_t>(std::isnan(d) ? 0 : above);
  }
}

ChangeLimits change_limits(const std::vector<double>& limits, double tolerance) {
  const bool fits = limits.size() == 3 && tolerance >= 0 && limits[0] < -tolerance && tolerance < limits[1] &&
                    limits[1] < limits[2];
  if (!fits)
    throw Error(
        Fault::usage,
        "change limits: expected three numbers, large loss < 0 < gain < large gain, beyond the tolerance");
  return {limits[0], limits[1], limits[2], tolerance};
}

}  // namespace minenpp::model
