#include "model/climate/evapotranspiration.h"

#include <cmath>

#include "model/climate/batch_map.h"

namespace minenpp::model {

Batch net_radiation_mm(const Batch& local_potential, const Batch& precipitation) {
  return map_batch(
      [](double e0, double r) {
        const double rain = r < 0 ? 0.0 : r;
        return 0.369 * std::sqrt(e0 * rain) + 0.598 * e0;
      },
      local_potential, precipitation);
}

Batch zhou_zhang_evapotranspiration(const Batch& precipitation, const Batch& net_radiation) {
  return map_batch(
      [](double r, double rn) {
        const double squares = r * r + rn * rn;
        const double evaporated = r * rn * (squares + r * rn) / ((r + rn) * squares);
        if (std::isnan(r) || std::isnan(rn)) return no_data;
        return r > 0 && rn > 0 ? evaporated : 0.0;
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
