#include "model/climate/batch_map.h"

#include <cmath>

namespace minenpp::model {

MonthlyBatch missing_months() {
  MonthlyBatch months;
  months.fill(Batch::Constant(no_data));
  return months;
}

Batch exponential(const Batch& x) {
  const Batch e = x.exp();
  return map_batch([](double value, double result) { return std::isnan(value) ? value : result; }, x, e);
}

Batch logarithm_or_zero(const Batch& x) {
  // Taken of 1 where there is none, which keeps infinities out.
  const Batch positive = map_batch([](double value) { return value > 0 ? value : 1.0; }, x);
  const Batch logarithm = positive.log();
  return map_batch([](double value, double result) { return std::isnan(value) ? value : result; }, x,
                   logarithm);
}

Batch power(const Batch& base, const Batch& exponent) {
  Batch result = Batch::Zero();
  // Frost takes whole batches at once; their result is known.
  if ((base > 0).any()) result = (exponent * logarithm_or_zero(base)).exp();
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
