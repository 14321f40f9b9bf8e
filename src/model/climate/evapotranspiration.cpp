#include "model/climate/evapotranspiration.h"

#include <cmath>

#include "model/climate/batch_map.h"

namespace minenpp::model {

Batch net_radiation_mm(const Batch& local_potential, const Batch& precipitation) {
  const Batch product =
      map_batch([](double e0, double r) { return e0 * (r < 0 ? 0.0 : r); }, local_potential, precipitation);
  return 0.369 * product.sqrt() + 0.598 * local_potential;
}

Batch zhou_zhang_evapotranspiration(const Batch& precipitation, const Batch& net_radiation) {
  const Batch evaporated = map_batch(
      [](double r, double rn) {
        const auto quotient = zhou_zhang_quotient(r, rn);
        return quotient.numerator / quotient.denominator;
      },
      precipitation, net_radiation);
  return map_batch(
      [](double r, double rn, double e) {
        if (std::isnan(r) || std::isnan(rn)) return no_data;
        return r > 0 && rn > 0 ? e : 0.0;
      },
      precipitation, net_radiation, evaporated);
}

Batch actual_evapotranspiration(const Batch& local_potential, const Batch& precipitation) {
  const Batch unlimited =
      zhou_zhang_evapotranspiration(precipitation, net_radiation_mm(local_potential, precipitation));
  return map_batch([](double e, double e0) { return e > e0 ? e0 : e; }, unlimited, local_potential);
}

Batch regional_potential_evapotranspiration(const Batch& actual, const Batch& local_potential) {
  return 0.5 * (actual + local_potential);
}

}  // namespace minenpp::model
