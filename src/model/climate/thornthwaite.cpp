#include "model/climate/thornthwaite.h"

#include <cmath>

#include "model/climate/calendar.h"
#include "model/climate/radiation.h"

namespace minenpp::model {

namespace {

constexpr double hot_month_degC =
    26.5;  // from here on the power law has no data behind it (Willmott et al. 1985)

double hot_month(double t) {
  return -415.85 + 32.24 * t - 0.43 * t * t;
}

}  // namespace

MonthlyBatch warmth_logarithms(const MonthlyBatch& temperature_degC) {
  MonthlyBatch logarithms;
  for (std::size_t m = 0; m < temperature_degC.size(); ++m)
    logarithms[m] = logarithm_or_zero(0.2 * temperature_degC[m]);
  return logarithms;
}

Batch heat_index(const MonthlyBatch& temperature_degC) {
  return heat_index(temperature_degC, warmth_logarithms(temperature_degC));
}

Batch heat_index(const MonthlyBatch& temperature_degC, const MonthlyBatch& warmth) {
  Batch sum = Batch::Zero();
  for (std::size_t m = 0; m < warmth.size(); ++m) {
    const Batch& t = temperature_degC[m];
    if ((t <= 0).all()) continue;  // frost takes whole batches at once
    sum += map_batch([](double degC, double heat) { return degC <= 0 ? 0.0 : heat; }, t,
                     exponential(1.514 * warmth[m]));
  }
  return sum;
}

Batch thornthwaite_exponent(const Batch& heat_index) {
  return map_batch([](double i) { return (0.6751 * i * i * i - 77.1 * i * i + 17920 * i + 492390) * 1e-6; },
                   heat_index);
}

ThornthwaiteYear::ThornthwaiteYear(const Batch& index)
    : heat_index(index),
      exponent(thornthwaite_exponent(index)),
      log_factor(logarithm_or_zero(
          map_batch([](double i) { return i > 0 || std::isnan(i) ? 50 / i : 0.0; }, index))) {}

Batch local_potential_evapotranspiration(const Batch& temperature_degC, const Batch& warmth,
                                         const ThornthwaiteYear& year) {
  Batch warm = Batch::Zero();
  if (!(temperature_degC <= 0).all()) warm = exponential(year.exponent * (warmth + year.log_factor));
  const Batch evaporated = map_batch(
      [](double t, double w) {
        const double mild = 16 * w, hot = hot_month(t);
        return t < hot_month_degC ? mild : hot;
      },
      temperature_degC, warm);
  return map_batch(
      [](double t, double i, double e) {
        const double heated = (t <= 0) | (i <= 0) ? 0.0 : e;
        return std::isnan(t) | std::isnan(i) ? no_data : heated;
      },
      temperature_degC, year.heat_index, evaporated);
}

Batch day_length_factor(const Batch& latitude_deg, int year, int month) {
  const double days = days_in_month(year, month);
  const Batch hours = daylight_hours(latitude_deg, mid_month_day(year, month));
  return hours / 12 * days / 30;
}

}  // namespace minenpp::model
