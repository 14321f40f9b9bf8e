#include "model/casa/casa_year.h"

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
  water.heat_index = potential_year(inputs.temperature_degC, months, water.local_potential);
  if (!options.day_length && options.water_stress != WaterStress::bucket) return;
  for (std::size_t m = 0; m < months.size(); ++m) {
    if (months[m])
      water.local_potential[m] *=
          day_length_factor(inputs.latitude_deg, inputs.year, static_cast<int>(m) + 1);
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

/// FPAR where plants grow, 0 where none do, NaN without NDVI.
Lanes growing_fpar(const Lanes& ndvi, const FparLines& lines, const LaneMask& grows) {
  const Lanes grown = grows ? lines.mean(ndvi) : Lanes{};
  return is_nan(ndvi) ? spread(no_data) : grown;
}

void start_terms(const WaterYear& water, CasaTerms& terms) {
  terms.heat_index = water.heat_index;
  terms.local_potential = water.local_potential;
  for (MonthlyBatch* months :
       {&terms.fpar, &terms.apar, &terms.t_opt, &terms.te1, &terms.te2, &terms.water_stress, &terms.lue}) {
    months->fill(Batch::Constant(no_data));
  }
}

/// The way from light to NPP of one batch, month by month.
class LightYear {
 public:
  LightYear(const CasaOptions& options, const CasaInputs& inputs, const MonthlyBatch& stress)
      : inputs_(inputs),
        stress_(stress),
        surveyed_(surveyed_months(options, inputs)),
        full_year_(options.mode == SurveyMode::full_year),
        fpar_range_(options.fpar_range),
        te2_(options.temperature_rule, options.te2_constant) {}

  void run(CasaYear& year, CasaTerms* terms) const {
    for (std::size_t m = 0; m < surveyed_.size(); ++m)
      if (!surveyed_[m]) year.npp[m].setConstant(no_data);
    for_each_lanes([&](int pixel) { run_lanes(pixel, year, terms); });
  }

 private:
  /// Annual NPP is the sum in the order of the months; NaN where one is missing.
  void run_lanes(int pixel, CasaYear& year, CasaTerms* terms) const {
    const FparLines lines(lanes_of(inputs_.ndvi_min, pixel), lanes_of(inputs_.ndvi_max, pixel), fpar_range_);
    const LaneMask vegetated = lanes_of(inputs_.vegetated, pixel);
    Lanes greenest{}, annual{};
    if (full_year_) greenest = optimal_temperature(inputs_.ndvi, inputs_.temperature_degC, pixel);
    for (std::size_t m = 0; m < surveyed_.size(); ++m) {
      if (!surveyed_[m]) continue;
      const Lanes t = lanes_of(inputs_.temperature_degC[m], pixel), t_opt = full_year_ ? greenest : t;
      const Lanes w = lanes_of(stress_[m], pixel);
      const LaneMask grows = vegetated & ~lanes_of(inputs_.water[m], pixel);
      const Lanes fpar = growing_fpar(lanes_of(inputs_.ndvi[m], pixel), lines, grows);
      const Lanes apar = absorbed_par(lanes_of(inputs_.radiation_MJ_m2[m], pixel), fpar);
      const Lanes te1 = optimum_stress(t_opt, t), te2 = te2_(t_opt, t);
      const Lanes lue = light_use_efficiency(te1, te2, w, lanes_of(inputs_.emax_gC_MJ, pixel));
      const Lanes npp = net_primary_productivity(apar, lue);
      put_lanes(npp, year.npp[m], pixel);
      annual += npp;
      if (terms == nullptr) continue;
      put_lanes(t_opt, terms->t_opt[m], pixel);
      put_lanes(w, terms->water_stress[m], pixel);
      put_lanes(fpar, terms->fpar[m], pixel);
      put_lanes(apar, terms->apar[m], pixel);
      put_lanes(te1, terms->te1[m], pixel);
      put_lanes(te2, terms->te2[m], pixel);
      put_lanes(lue, terms->lue[m], pixel);
    }
    put_lanes(full_year_ ? annual : spread(no_data), year.annual, pixel);
  }

  const CasaInputs& inputs_;
  const MonthlyBatch& stress_;
  MonthMask surveyed_;
  bool full_year_;
  FparRange fpar_range_;
  DeviationCurve te2_;
};

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

  if (terms != nullptr) start_terms(water, *terms);
  LightYear(options, inputs, water.stress).run(year, terms);
}

}  // namespace minenpp::model
