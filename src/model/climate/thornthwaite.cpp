#include "model/climate/thornthwaite.h"

#include <array>
#include <cstddef>

#include "model/climate/calendar.h"
#include "model/climate/lane_math.h"
#include "model/climate/radiation.h"

namespace minenpp::model {

namespace {

/// From here on the power law has no data behind it (Willmott et al. 1985).
constexpr double hot_month_degC = 26.5;

using MonthlyLanes = std::array<Lanes, months_per_year>;

/// ln(T/5), which the heat index and every month's evaporation are powers of; 0 where T <= 0.
Lanes warmth_logarithm(const Lanes& t) {
  return logarithm_or_zero(0.2 * t);
}

/// A month's part of the heat index.
Lanes heat_of(const Lanes& t, const Lanes& warmth) {
  return t <= 0 ? Lanes{} : exponential(1.514 * warmth);
}

Lanes exponent_of(const Lanes& i) {
  return (0.6751 * i * i * i - 77.1 * i * i + 17920 * i + 492390) * 1e-6;
}

/// Thornthwaite's formula for pixels of one heat index, prepared once a year.
struct YearLaw {
  explicit YearLaw(const Lanes& i)
      : heat_index(i),
        exponent(exponent_of(i)),
        log_factor(logarithm_or_zero(((i > 0) | is_nan(i)) ? 50 / i : Lanes{})) {}

  Lanes heat_index, exponent;
  Lanes log_factor;  ///< ln(50/I), which makes ln(T/5) ln(10 T/I); 0 where I = 0
};

Lanes potential_of(const Lanes& t, const Lanes& warmth, const YearLaw& law) {
  const Lanes mild = 16 * exponential(law.exponent * (warmth + law.log_factor));
  const Lanes hot = -415.85 + 32.24 * t - 0.43 * t * t;
  const Lanes evaporated = t < hot_month_degC ? mild : hot;
  const Lanes heated = ((t <= 0) | (law.heat_index <= 0)) ? Lanes{} : evaporated;
  return (is_nan(t) | is_nan(law.heat_index)) ? spread(no_data) : heated;
}

/// Frost takes whole batches at once; their result is known.
MonthMask months_with_warmth(const MonthlyBatch& temperature_degC) {
  MonthMask warm;
  for (std::size_t m = 0; m < warm.size(); ++m)
    warm[m] = any_lane([](const Lanes& t) { return ~(t <= 0); }, temperature_degC[m]);
  return warm;
}

Lanes heat_of_year(const MonthlyBatch& temperature_degC, const MonthMask& warm, int pixel,
                   MonthlyLanes& warmth) {
  Lanes sum{};
  for (std::size_t m = 0; m < warm.size(); ++m) {
    if (!warm[m]) continue;
    const Lanes t = lanes_of(temperature_degC[m], pixel);
    warmth[m] = warmth_logarithm(t);
    sum += heat_of(t, warmth[m]);
  }
  return sum;
}

}  // namespace

Batch heat_index(const MonthlyBatch& temperature_degC) {
  MonthlyBatch none;
  return potential_year(temperature_degC, MonthMask{}, none);
}

Batch thornthwaite_exponent(const Batch& heat_index) {
  return map_lanes([](const Lanes& i) { return exponent_of(i); }, heat_index);
}

Batch local_potential_evapotranspiration(const Batch& temperature_degC, const Batch& heat_index) {
  return map_lanes(
      [](const Lanes& t, const Lanes& i) { return potential_of(t, warmth_logarithm(t), YearLaw(i)); },
      temperature_degC, heat_index);
}

Batch potential_year(const MonthlyBatch& temperature_degC, const MonthMask& months, MonthlyBatch& potential) {
  const MonthMask warm = months_with_warmth(temperature_degC);
  Batch heat_index;
  for_each_lanes([&](int pixel) {
    MonthlyLanes warmth;
    const YearLaw law(heat_of_year(temperature_degC, warm, pixel, warmth));
    put_lanes(law.heat_index, heat_index, pixel);
    for (std::size_t m = 0; m < months.size(); ++m) {
      if (!months[m] || !warm[m]) continue;
      const Lanes t = lanes_of(temperature_degC[m], pixel);
      put_lanes(potential_of(t, warmth[m], law), potential[m], pixel);
    }
  });
  for (std::size_t m = 0; m < months.size(); ++m) {
    if (!months[m])
      potential[m].setConstant(no_data);
    else if (!warm[m])
      potential[m] =
          map_lanes([](const Lanes& i) { return is_nan(i) ? spread(no_data) : Lanes{}; }, heat_index);
  }
  return heat_index;
}

Batch day_length_factor(const Batch& latitude_deg, int year, int month) {
  const double days = days_in_month(year, month);
  const Batch hours = daylight_hours(latitude_deg, mid_month_day(year, month));
  return hours / 12 * days / 30;
}

}  // namespace minenpp::model
