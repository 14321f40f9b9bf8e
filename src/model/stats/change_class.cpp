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
