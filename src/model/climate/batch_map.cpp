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

Batch power(const Batch& base, const Batch& exponent) {
  Batch result = Batch::Zero();
  if ((base > 0).any()) {  // frost takes whole batches at once; their result is known
    // The logarithm of the pixels that the last line decides is taken of 1, which keeps infinities out.
    const Batch positive = map_batch([](double b) { return b > 0 ? b : 1.0; }, base);
    const Batch logarithm = positive.log();
    const Batch argument = exponent * logarithm;
    result = argument.exp();
  }
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
