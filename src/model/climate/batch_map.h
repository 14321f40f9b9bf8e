#pragma once

#include <array>

#include "model/climate/calendar.h"
#include "model/grid/batch.h"

namespace minenpp::model {

/// Twelve batches, January first.
using MonthlyBatch = std::array<Batch, months_per_year>;

/// One flag for each month, January first.
using MonthMask = std::array<bool, months_per_year>;

/// Twelve batches of no data.
[[nodiscard]] MonthlyBatch missing_months();

/// `formula(value of each batch)` for every pixel. Meant for plain arithmetic and choices, which the compiler
/// turns into vector instructions without changing a bit; exp and log go through the functions below instead,
/// because a scalar exp and a vector exp differ in the last bit.
template <typename Formula, typename... Batches>
[[nodiscard]] inline Batch map_batch(Formula formula, const Batches&... batches) {
  Batch result;
  for (int pixel = 0; pixel < batch_size; ++pixel) result[pixel] = formula(batches[pixel]...);
  return result;
}

/// e^x. NaN stays NaN (Eigen's own packet exp clamps its argument and need not keep it).
[[nodiscard]] Batch exponential(const Batch& x);

/// ln x for x > 0 and finite, 0 for other x: the formulas of this project decide those otherwise. NaN stays
/// NaN.
[[nodiscard]] Batch logarithm_or_zero(const Batch& x);

/// base^exponent for base >= 0, where 0 to any power is 0 here (also to the power 0: the formulas of this
/// project mean "no heat, no evaporation"). A negative base gives 0 as well; NaN in either gives NaN.
[[nodiscard]] Batch power(const Batch& base, const Batch& exponent);
[[nodiscard]] Batch power(const Batch& base, double exponent);

}  // namespace minenpp::model
