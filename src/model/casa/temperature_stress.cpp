#include "model/casa/temperature_stress.h"

#include <cstddef>

namespace minenpp::model {

Batch optimal_temperature(const MonthlyBatch& ndvi, const MonthlyBatch& temperature_degC) {
  Batch t_opt;
  for_each_lanes(
      [&](int pixel) { put_lanes(optimal_temperature(ndvi, temperature_degC, pixel), t_opt, pixel); });
  return t_opt;
}

Batch optimum_stress(const Batch& t_opt_degC, const Batch& temperature_degC) {
  return map_lanes([](const Lanes& t_opt, const Lanes& t) { return optimum_stress(t_opt, t); }, t_opt_degC,
                   temperature_degC);
}

Batch deviation_stress(const Batch& t_opt_degC, const Batch& temperature_degC, TemperatureRule rule,
                       double constant) {
  const DeviationCurve curve(rule, constant);
  return map_lanes([&](const Lanes& t_opt, const Lanes& t) { return curve(t_opt, t); }, t_opt_degC,
                   temperature_degC);
}

}  // namespace minenpp::model
