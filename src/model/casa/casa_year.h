#pragma once

#include <array>

#include "model/casa/fpar.h"
#include "model/casa/soil_bucket.h"
#include "model/casa/temperature_stress.h"
#include "model/casa/water_stress.h"
#include "model/climate/batch_map.h"

namespace minenpp::model {

/// Which months of a year are surveyed.
enum class SurveyMode {
  imaged_month,  ///< only months with an image, each taken as the optimum of its plants (T_opt = its T); no
                 ///< annual sum
  full_year,     ///< all twelve, T_opt from the greenest month
};

struct CasaOptions {
  SurveyMode mode = SurveyMode::imaged_month;
  TemperatureRule temperature_rule = TemperatureRule::zhu2007;
  double te2_constant = default_te2_constant;
  WaterStress water_stress = WaterStress::monthly;
  bool day_length = false;  ///< correct E_p0 for day length and month length; the bucket always does
  int soil_code = 5;        ///< GTMM texture 1..7, for the bucket
  FparRange fpar_range;
};

/// One year of one batch. All NaN and false until filled, which is right for padding too.
struct CasaInputs {
  MonthlyBatch ndvi = missing_months();  ///< -1..1, gaps already filled where wanted
  MonthlyBatch temperature_degC =
      missing_months();  ///< monthly means; all twelve are needed for the heat index
  MonthlyBatch precipitation_mm = missing_months();  ///< below 0 counts as 0
  MonthlyBatch radiation_MJ_m2 = missing_months();   ///< total solar radiation of the month, >= 0
  Batch emax_gC_MJ = Batch::Constant(no_data);       ///< NaN: the pixel has no class
  Batch ndvi_min = Batch::Constant(no_data);         ///< bounds of the pixel's class (ndvi_bounds.h)
  Batch ndvi_max = Batch::Constant(no_data);
  Batch latitude_deg = Batch::Constant(no_data);  ///< only for day length and the bucket
  BatchMask vegetated = BatchMask::Constant(false);
  BatchMask woody = BatchMask::Constant(false);               ///< only for the bucket
  std::array<BatchMask, months_per_year> water = no_water();  ///< pixel is under water in this month
  MonthMask imaged{};  ///< months with an image, for imaged_month; the others stay NaN
  int year = 2001;
  WaterState
      previous;  ///< end of the year before, in a record without a break; as it is: the record starts here

  [[nodiscard]] static std::array<BatchMask, months_per_year> no_water();
};

struct CasaYear {
  MonthlyBatch npp;  ///< gC/(m2 month)
  Batch annual;      ///< gC/(m2 year), NaN where a month is missing and in imaged_month mode
  WaterState
      water;  ///< for the next year's CasaInputs::previous; NaN for single imaged months with monthly W
};

/// Everything on the way to NPP, for tests and diagnostics. NaN in months that are not surveyed (but E_p0
/// also has those that another pixel of the batch needed).
struct CasaTerms {
  Batch heat_index;
  MonthlyBatch fpar;             ///< 0 where nothing grows
  MonthlyBatch apar;             ///< MJ/(m2 month)
  MonthlyBatch t_opt;            ///< degC
  MonthlyBatch te1, te2;         ///< without unit
  MonthlyBatch local_potential;  ///< E_p0, mm/month
  MonthlyBatch water_stress;     ///< W_e
  MonthlyBatch lue;              ///< gC/MJ
};

/// The CASA year of 64 pixels: Fu et al. 2022 after Potter et al. 1993 and Zhu et al. 2007.
///
/// NPP of a month is NaN where the pixel has no class, where its NDVI, radiation or precipitation of the
/// month or any of the twelve temperatures is NaN, and for a vegetated pixel without NDVI bounds. It is 0
/// where nothing grows (not vegetated, or under water) and nothing is NaN. Precipitation of a month that is
/// not surveyed may be missing: the carry rule passes it over; but the annual and bucket options need all
/// twelve. Throws Error(usage) for a soil code outside 1..7 with the bucket. Allocates nothing. `terms` may
/// be null and costs nothing then.
void compute_casa_year(const CasaOptions& options, const CasaInputs& inputs, CasaYear& year,
                       CasaTerms* terms = nullptr);

}  // namespace minenpp::model
