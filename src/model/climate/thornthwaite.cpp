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

Batch heat_index(const MonthlyBatch& temperature_degC) {
  Batch sum = Batch::Zero();
  for (const Batch& month : temperature_degC) {
    const Batch fifth = month / 5;
    sum += power(fifth, 1.514);
  }
  return sum;
}

Batch thornthwaite_exponent(const Batch& heat_index) {
  return map_batch([](double i) { return (0.6751 * i * i * i - 77.1 * i * i + 17920 * i + 492390) * 1e-6; },
                   heat_index);
}

Batch local_potential_evapotranspiration(const Batch& temperature_degC, const Batch& heat_index,
                                         const Batch& exponent) {
  const Batch ratio = map_batch([](double t, double i) { return t > 0 && i > 0 ? 10 * t / i : 0.0; },
                                temperature_degC, heat_index);
  const Batch warm = power(ratio, exponent);
  return map_batch(
      [](double t, double i, double a, double w) {
        if (std::isnan(t) || std::isnan(i) || std::isnan(a)) return no_data;
        if (t <= 0 || i <= 0) return 0.0;
        return t < hot_month_degC ? 16 * w : hot_month(t);
      },
      temperature_degC, heat_index, exponent, warm);
}

Batch day_length_factor(const Batch& latitude_deg, int year, int month) {
  const double days = days_in_month(year, month);
  const Batch hours = daylight_hours(latitude_deg, mid_month_day(year, month));
  return hours / 12 * days / 30;
}

}  // namespace minenpp::model
