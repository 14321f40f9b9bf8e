#include "model/casa/temperature_stress.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace minenpp::model {

namespace {

/// NaN where a month is.
Batch warmest_month(const MonthlyBatch& temperature_degC) {
  Batch warmest = temperature_degC.front(), sum = Batch::Zero();
  for (const Batch& month : temperature_degC) {
    warmest = map_batch([](double best, double t) { return t > best ? t : best; }, warmest, month);
    sum += month;
  }
  return map_batch([](double t, double all) { return std::isnan(all) ? no_data : t; }, warmest, sum);
}

/// The curve in terms of d = T - T_opt. Its two exponentials, e^(-0.2 d - 2) and e^(0.3 d - 3), are powers of
/// u = e^(0.1 d), so that one vector exp serves both; multiplied by u^2, the two quotients are one.
Batch bell(const Batch& departure, double constant) {
  const double cold_at_optimum = std::exp(-2.0), hot_at_optimum = std::exp(-3.0);
  const Batch u = exponential(0.1 * departure);
  const Batch square = u * u;
  return constant * square / ((square + cold_at_optimum) * (1 + hot_at_optimum * (square * u)));
}

}  // namespace

Batch optimal_temperature(const MonthlyBatch& ndvi, const MonthlyBatch& temperature_degC) {
  Batch greenest = Batch::Constant(-std::numeric_limits<double>::infinity());
  Batch t_greenest = Batch::Constant(no_data);
  Batch months = Batch::Zero();
  for (std::size_t m = 0; m < ndvi.size(); ++m) {
    t_greenest =
        map_batch([](double best, double v, double t_best, double t) { return v > best ? t : t_best; },
                  greenest, ndvi[m], t_greenest, temperature_degC[m]);
    greenest = map_batch([](double best, double v) { return v > best ? v : best; }, greenest, ndvi[m]);
    months =
        map_batch([](double count, double v) { return std::isnan(v) ? count : count + 1; }, months, ndvi[m]);
  }
  if ((months < fewest_months_for_greenest).any())
    t_greenest =
        map_batch([](double count, double t_green,
                     double t_warm) { return count < fewest_months_for_greenest ? t_warm : t_green; },
                  months, t_greenest, warmest_month(temperature_degC));
  return map_batch([](double t) { return t < 0 ? 0.0 : t; }, t_greenest);
}

Batch optimum_stress(const Batch& t_opt_degC, const Batch& temperature_degC) {
  const Batch of_optimum = map_batch(
      [](double t_opt) {
        const double floored = t_opt < 0 ? 0.0 : t_opt;
        return 0.8 + 0.02 * floored - 0.0005 * floored * floored;
      },
      t_opt_degC);
  return map_batch(
      [](double value, double t) {
        const double warm = t <= -10 ? 0.0 : value;
        return std::isnan(value) | std::isnan(t) ? no_data : warm;
      },
      of_optimum, temperature_degC);
}

Batch deviation_stress(const Batch& t_opt_degC, const Batch& temperature_degC, TemperatureRule rule,
                       double constant) {
  const Batch departure = temperature_degC - t_opt_degC;
  const Batch curve = bell(departure, constant);
  if (rule == TemperatureRule::smooth) return curve;
  const double half = 0.5 * bell(Batch::Zero(), constant)[0];
  return map_batch([half](double d, double value) { return (d >= 10) | (-d >= 13) ? half : value; },
                   departure, curve);
}

}  // namespace minenpp::model
