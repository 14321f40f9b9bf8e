#pragma once

#include "model/climate/lane_math.h"
#include "model/grid/batch.h"

namespace minenpp::model {

/// All in mm for the period of the potential (a month; the year in the annual option). NaN in any argument
/// gives NaN. `local_potential` = E_p0 >= 0; precipitation below 0 counts as 0.

/// Net radiation in water equivalents, sqrt(E_p0 r)(0.369 + 0.598 sqrt(E_p0/r)) (Zhou and Zhang 1996),
/// written as 0.369 sqrt(E_p0 r) + 0.598 E_p0, which also holds at r = 0.
[[nodiscard]] Batch net_radiation_mm(const Batch& local_potential, const Batch& precipitation);
[[nodiscard]] inline Lanes net_radiation_mm(const Lanes& local_potential, const Lanes& precipitation) {
  const Lanes rain = precipitation < 0 ? Lanes{} : precipitation;
  return 0.369 * square_root(local_potential * rain) + 0.598 * local_potential;
}

/// The formula of zhou_zhang_evapotranspiration for r, R > 0 before it is divided.
struct EvaporationQuotient {
  Lanes numerator, denominator;
};
[[nodiscard]] inline EvaporationQuotient zhou_zhang_quotient(const Lanes& precipitation,
                                                             const Lanes& net_radiation) {
  const Lanes &r = precipitation, &rn = net_radiation;
  const Lanes squares = r * r + rn * rn, product = r * rn;
  return {product * (squares + product), (r + rn) * squares};
}

/// Actual evapotranspiration from precipitation and net radiation, r R (r^2 + R^2 + r R)/[(r + R)(r^2 + R^2)]
/// (Zhou and Zhang 1995). Never more than r or R; 0 where either is 0. May exceed E_p0: see
/// actual_evapotranspiration.
[[nodiscard]] Batch zhou_zhang_evapotranspiration(const Batch& precipitation, const Batch& net_radiation);

/// Actual evapotranspiration E: the two formulas above, and not more than E_p0.
[[nodiscard]] Batch actual_evapotranspiration(const Batch& local_potential, const Batch& precipitation);

/// Regional potential evapotranspiration E_p = (E + E_p0)/2 (complementary relation, Bouchet 1963).
[[nodiscard]] Batch regional_potential_evapotranspiration(const Batch& actual, const Batch& local_potential);

}  // namespace minenpp::model
