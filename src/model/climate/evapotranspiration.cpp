#include "model/climate/evapotranspiration.h"

#include "model/climate/batch_map.h"

namespace minenpp::model {

Batch net_radiation_mm(const Batch& local_potential, const Batch& precipitation) {
  return map_lanes([](const Lanes& e0, const Lanes& r) { return net_radiation_mm(e0, r); }, local_potential,
                   precipitation);
}

Batch zhou_zhang_evapotranspiration(const Batch& precipitation, const Batch& net_radiation) {
  return map_lanes(
      [](const Lanes& r, const Lanes& rn) {
        const auto quotient = zhou_zhang_quotient(r, rn);
        const Lanes evaporated = ((r > 0) & (rn > 0)) ? quotient.numerator / quotient.denominator : Lanes{};
        return (is_nan(r) | is_nan(rn)) ? spread(no_data) : evaporated;
      },
      precipitation, net_radiation);
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
