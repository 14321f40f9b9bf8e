#include "model/casa/casa_year.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "model/casa/lue.h"
#include "model/casa/npp.h"
#include "model/climate/thornthwaite.h"

namespace minenpp::model {

namespace {

/// What the water balance of a year gives.
struct WaterYear {
  Batch heat_index;
  MonthlyBatch local_potential;
  MonthlyBatch stress;
  WaterState end;
};

MonthMask every_month() {
  MonthMask months;
  months.fill(true);
  return months;
}

MonthMask surveyed_months(const CasaOptions& options, const CasaInputs& inputs) {
  return options.mode == SurveyMode::full_year ? every_month() : inputs.imaged;
}

/// Months whose W is needed: the surveyed ones, and all of them where frost makes one month take over
/// another's.
MonthMask months_with_water(const CasaOptions& options, const CasaInputs& inputs, const MonthMask& surveyed) {
  if (options.water_stress != WaterStress::monthly) return every_month();
  for (std::size_t m = 0; m < surveyed.size(); ++m) {
    if (surveyed[m] && (inputs.temperature_degC[m] <= 0).any()) return every_month();
  }
  return surveyed;
}

void compute_potential(const CasaOptions& options, const CasaInputs& inputs, const MonthMask& months,
                       WaterYear& water) {
  const bool day_length = options.day_length || options.water_stress == WaterStress::bucket;
  const MonthlyBatch warmth = warmth_logarithms(inputs.temperature_degC);
  water.heat_index = heat_index(inputs.temperature_degC, warmth);
  const ThornthwaiteYear thornthwaite(water.heat_index);
  for (std::size_t m = 0; m < months.size(); ++m) {
    Batch& potential = water.local_potential[m];
    if (!months[m]) {
      potential.setConstant(no_data);
      continue;
    }
    potential = local_potential_evapotranspiration(inputs.temperature_degC[m], warmth[m], thornthwaite);
    if (day_length) potential *= day_length_factor(inputs.latitude_deg, inputs.year, static_cast<int>(m) + 1);
  }
}

void compute_stress(const CasaOptions& options, const CasaInputs& inputs, WaterYear& water) {
  const WaterState& previous = inputs.previous;
  switch (options.water_stress) {
    case WaterStress::monthly:
      water.end.water_stress = monthly_water_stress(water.local_potential, inputs.precipitation_mm,
                                                    previous.water_stress, water.stress);
      break;
    case WaterStress::annual:
      water.end.water_stress =
          annual_water_stress(water.local_potential, inputs.precipitation_mm, previous.water_stress);
      water.stress.fill(water.end.water_stress);
      break;
    case WaterStress::bucket:
      water.end = bucket_year(inputs.temperature_degC, inputs.precipitation_mm, water.local_potential,
                              SoilBatch(options.soil_code, inputs.woody), previous, water.stress);
      break;
  }
}

/// 1 where plants grow in some month, 0 where none do.
Batch growing(const BatchMask& vegetated) {
  return vegetated.select(Batch::Ones(), Batch::Zero());
}

/// FPAR where plants grow, 0 where none do, NaN without NDVI.
Batch growing_fpar(const Batch& ndvi, const FparScale& scale, const Batch& grows, const BatchMask& water) {
  Batch dry = grows;
  if (water.any()) dry = water.select(Batch::Zero(), grows);
  return map_batch(
      [](double v, double f, double g) {
        const double grown = g > 0 ? f : 0.0;
        return std::isnan(v) ? no_data : grown;
      },
      ndvi, fpar(ndvi, scale), dry);
}

/// One month on its way from light to NPP.
struct Month {
  Batch t_opt, fpar, apar, te1, te2, lue, npp;
};

Month compute_month(const CasaOptions& options, const CasaInputs& inputs, const FparScale& scale,
                    const Batch& grows, const Batch& t_opt, const Batch& stress, std::size_t m) {
  const Batch& temperature = inputs.temperature_degC[m];
  Month month;
  month.t_opt = t_opt;
  month.fpar = growing_fpar(inputs.ndvi[m], scale, grows, inputs.water[m]);
  month.apar = absorbed_par(inputs.radiation_MJ_m2[m], month.fpar);
  month.te1 = optimum_stress(t_opt, temperature);
  month.te2 = deviation_stress(t_opt, temperature, options.temperature_rule, options.te2_constant);
  month.lue = light_use_efficiency(month.te1, month.te2, stress, inputs.emax_gC_MJ);
  month.npp = net_primary_productivity(month.apar, month.lue);
  return month;
}

/// Sum over the year in the order of the months; NaN where one is missing.
Batch annual_sum(const MonthlyBatch& npp) {
  Batch sum = Batch::Zero();
  for (const Batch& month : npp) sum += month;
  return sum;
}

void start_terms(const WaterYear& water, CasaTerms& terms) {
  terms.heat_index = water.heat_index;
  terms.local_potential = water.local_potential;
  for (MonthlyBatch* months :
       {&terms.fpar, &terms.apar, &terms.t_opt, &terms.te1, &terms.te2, &terms.water_stress, &terms.lue}) {
    months->fill(Batch::Constant(no_data));
  }
}

void keep_terms(const Month& month, const Batch& stress, std::size_t m, CasaTerms& terms) {
  terms.fpar[m] = month.fpar;
  terms.apar[m] = month.apar;
  terms.t_opt[m] = month.t_opt;
  terms.te1[m] = month.te1;
  terms.te2[m] = month.te2;
  terms.water_stress[m] = stress;
  terms.lue[m] = month.lue;
}

}  // namespace

std::array<BatchMask, months_per_year> CasaInputs::no_water() {
  std::array<BatchMask, months_per_year> months;
  months.fill(BatchMask::Constant(false));
  return months;
}

void compute_casa_year(const CasaOptions& options, const CasaInputs& inputs, CasaYear& year,
                       CasaTerms* terms) {
  const MonthMask surveyed = surveyed_months(options, inputs);
  const bool full_year = options.mode == SurveyMode::full_year;
  WaterYear water;
  compute_potential(options, inputs, months_with_water(options, inputs, surveyed), water);
  compute_stress(options, inputs, water);
  year.water = water.end;
  // Which months are computed then depends on the batch, and what a year hands on must not.
  if (!full_year && options.water_stress == WaterStress::monthly) year.water = {};

  const FparScale scale(inputs.ndvi_min, inputs.ndvi_max, options.fpar_range);
  const Batch grows = growing(inputs.vegetated);
  Batch greenest = Batch::Constant(no_data);
  if (full_year) greenest = optimal_temperature(inputs.ndvi, inputs.temperature_degC);
  if (terms != nullptr) start_terms(water, *terms);
  for (std::size_t m = 0; m < surveyed.size(); ++m) {
    year.npp[m].setConstant(no_data);
    if (!surveyed[m]) continue;
    const Batch& t_opt = full_year ? greenest : inputs.temperature_degC[m];
    const Month month = compute_month(options, inputs, scale, grows, t_opt, water.stress[m], m);
    year.npp[m] = month.npp;
    if (terms != nullptr) keep_terms(month, water.stress[m], m, *terms);
  }
  year.annual = full_year ? annual_sum(year.npp) : Batch::Constant(no_data);
}

}  // namespace minenpp::model
