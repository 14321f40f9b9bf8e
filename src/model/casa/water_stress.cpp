#include "model/casa/water_stress.h"

#include <cmath>
#include <cstddef>

#include "model/climate/evapotranspiration.h"

namespace minenpp::model {

namespace {

constexpr double stress_without_any_demand = 0.5;

bool without_demand(double e0, double r) {
  return e0 <= 0 && !std::isnan(r);
}

Batch last_defined(const MonthlyBatch& stress) {
  Batch last = Batch::Constant(no_data);
  for (const Batch& month : stress) {
    last = map_batch([](double earlier, double w) { return std::isnan(w) ? earlier : w; }, last, month);
  }
  return last;
}

}  // namespace

/// W = 0.5 + 0.5 E / E_p with E_p = (E + E_p0) / 2, and E = r R_n (...) / (...) after Zhou and Zhang: with E
/// as a quotient, W needs one division alone. It is 1 where E reaches E_p0.
Batch water_stress(const Batch& local_potential, const Batch& precipitation) {
  const Batch net_radiation = net_radiation_mm(local_potential, precipitation);
  const Batch stress = map_batch(
      [](double e0, double r, double rn) {
        const auto e = zhou_zhang_quotient(r, rn);
        return 0.5 + e.numerator / (e.numerator + e0 * e.denominator);
      },
      local_potential, precipitation, net_radiation);
  return map_batch(
      [](double e0, double r, double w) {
        const double limited = w > 1 ? 1.0 : w;
        const double wet = r > 0 ? limited : 0.5;
        return e0 > 0 && !std::isnan(r) ? wet : no_data;
      },
      local_potential, precipitation, stress);
}

Batch carry_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                         const Batch& previous, MonthlyBatch& stress) {
  Batch last = map_batch(
      [](double before, double wrapped) {
        if (!std::isnan(before)) return before;
        return std::isnan(wrapped) ? stress_without_any_demand : wrapped;
      },
      previous, last_defined(stress));
  for (std::size_t m = 0; m < stress.size(); ++m) {
    stress[m] = map_batch(
        [](double w, double e0, double r, double carried) { return without_demand(e0, r) ? carried : w; },
        stress[m], local_potential[m], precipitation[m], last);
    last = map_batch([](double carried, double w) { return std::isnan(w) ? carried : w; }, last, stress[m]);
  }
  return last_defined(stress);
}

Batch monthly_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                           const Batch& previous, MonthlyBatch& stress) {
  for (std::size_t m = 0; m < stress.size(); ++m) {
    // Frost, and months that are not wanted, take whole batches at once; their result is known.
    if ((local_potential[m] > 0).any())
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
  return map_batch(
      [](double w, double e0, double r, double before) {
        if (!without_demand(e0, r)) return w;
        return std::isnan(before) ? stress_without_any_demand : before;
      },
      water_stress(demand, rain), demand, rain, previous);
}

}  // namespace minenpp::model
