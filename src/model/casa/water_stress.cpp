#include "model/casa/water_stress.h"

#include <cstddef>

#include "model/climate/evapotranspiration.h"

namespace minenpp::model {

namespace {

constexpr double stress_without_any_demand = 0.5;

LaneMask without_demand(const Lanes& e0, const Lanes& r) {
  return (e0 <= 0) & ~is_nan(r);
}

/// W = 0.5 + 0.5 E / E_p with E_p = (E + E_p0) / 2, and E = r R_n (...) / (...) after Zhou and Zhang: with E
/// as a quotient, W needs one division alone. It is 1 where E reaches E_p0.
Lanes stress_of(const Lanes& e0, const Lanes& r) {
  const auto e = zhou_zhang_quotient(r, net_radiation_mm(e0, r));
  const Lanes w = 0.5 + e.numerator / (e.numerator + e0 * e.denominator);
  const Lanes one = spread(1.0), half = spread(0.5);
  const Lanes limited = w > 1 ? one : w;
  const Lanes wet = r > 0 ? limited : half;
  return ((e0 > 0) & ~is_nan(r)) ? wet : spread(no_data);
}

/// The last W defined in the year; without any, 0.5 if all months are without demand, else NaN: the months
/// with demand would have decided, had their inputs been there.
Lanes last_of_year(const MonthlyBatch& local_potential, const MonthlyBatch& stress, int pixel) {
  Lanes last = spread(no_data);
  LaneMask demand{};
  for (std::size_t m = 0; m < stress.size(); ++m) {
    const Lanes w = lanes_of(stress[m], pixel);
    last = is_nan(w) ? last : w;
    demand |= ~(lanes_of(local_potential[m], pixel) <= 0);
  }
  const Lanes undefined = demand ? spread(no_data) : spread(stress_without_any_demand);
  return is_nan(last) ? undefined : last;
}

}  // namespace

Batch water_stress(const Batch& local_potential, const Batch& precipitation) {
  return map_lanes([](const Lanes& e0, const Lanes& r) { return stress_of(e0, r); }, local_potential,
                   precipitation);
}

Batch carry_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                         const Batch& previous, MonthlyBatch& stress) {
  Batch end;
  for_each_lanes([&](int pixel) {
    const Lanes before = lanes_of(previous, pixel), wrapped = last_of_year(local_potential, stress, pixel);
    Lanes last = is_nan(before) ? wrapped : before;
    Lanes defined = spread(no_data);
    for (std::size_t m = 0; m < stress.size(); ++m) {
      const Lanes e0 = lanes_of(local_potential[m], pixel), r = lanes_of(precipitation[m], pixel);
      const Lanes own = lanes_of(stress[m], pixel);
      const Lanes w = without_demand(e0, r) ? last : own;
      put_lanes(w, stress[m], pixel);
      last = is_nan(w) ? last : w;
      defined = is_nan(w) ? defined : w;
    }
    put_lanes(defined, end, pixel);
  });
  return end;
}

Batch monthly_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                           const Batch& previous, MonthlyBatch& stress) {
  for (std::size_t m = 0; m < stress.size(); ++m) {
    // Frost, and months that are not wanted, take whole batches at once; their result is known.
    if (any_lane([](const Lanes& e0) { return e0 > 0; }, local_potential[m]))
      stress[m] = water_stress(local_potential[m], precipitation[m]);
    else
      stress[m].setConstant(no_data);
  }
  return carry_water_stress(local_potential, precipitation, previous, stress);
}

Batch annual_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                          const Batch& previous) {
  Batch demand = Batch::Zero();
  Batch rain = Batch::Zero();
  for (std::size_t m = 0; m < local_potential.size(); ++m) {
    demand += local_potential[m];
    rain += map_batch([](double r) { return r < 0 ? 0.0 : r; }, precipitation[m]);
  }
  return map_lanes(
      [](const Lanes& e0, const Lanes& r, const Lanes& before) {
        const Lanes carried = is_nan(before) ? spread(stress_without_any_demand) : before;
        return without_demand(e0, r) ? carried : stress_of(e0, r);
      },
      demand, rain, previous);
}

}  // namespace minenpp::model
