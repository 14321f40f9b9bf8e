#include "model/climate/batch_map.h"

#include <cmath>

#include "model/climate/lane_math.h"

namespace minenpp::model {

MonthlyBatch missing_months() {
  MonthlyBatch months;
  months.fill(Batch::Constant(no_data));
  return months;
}

Batch exponential(const Batch& x) {
  return map_lanes([](const Lanes& value) { return exponential(value); }, x);
}

Batch logarithm_or_zero(const Batch& x) {
  return map_lanes([](const Lanes& value) { return logarithm_or_zero(value); }, x);
}

Batch power(const Batch& base, const Batch& exponent) {
  Batch result = Batch::Zero();
  // Frost takes whole batches at once; their result is known.
  if ((base > 0).any()) result = exponential(exponent * logarithm_or_zero(base));
  return map_batch(
      [](double b, double e, double r) {
        if (std::isnan(b) || std::isnan(e)) return no_data;
        return b > 0 ? r : 0.0;
      },
      base, exponent, result);
}

Batch power(const Batch& base, double exponent) {
  return power(base, Batch::Constant(exponent));
}

}  // namespace minenpp::model
