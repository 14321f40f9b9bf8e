#pragma once

#include "model/climate/batch_map.h"

namespace minenpp::model {

/// Soil constants of one texture and rooting depth.
struct SoilConstants {
  double wilting_point_mm = 0;
  double field_capacity_mm = 0;
  double alpha = 0;  ///< alpha and beta shape how drying soil gives up its water
  double beta = 0;

  friend bool operator==(const SoilConstants&, const SoilConstants&) = default;
};

/// Constants of the global CASA (GTMM) for its texture codes 1..7: shallow-rooted grass and crops, or trees
/// (`woody`). Throws Error(usage) for another code.
[[nodiscard]] SoilConstants soil_constants(int soil_code, bool woody);

/// The same for each pixel of a batch.
struct SoilBatch {
  SoilBatch(int soil_code, const BatchMask& woody);

  Batch wilting_point_mm, field_capacity_mm;
  double alpha, beta;  ///< do not depend on rooting depth
};

/// What one year hands to the next. NaN: no record before, so the year starts itself up.
struct WaterState {
  Batch soil_water_mm = Batch::Constant(no_data);
  Batch snowpack_mm = Batch::Constant(no_data);
  Batch water_stress = Batch::Constant(no_data);  ///< last defined W
};

/// Actual evapotranspiration of a month, mm: the potential where supply (rain and melt) covers it, else
/// supply plus what the soil gives, at most all water above the wilting point. Potter et al. 1993. NaN gives
/// NaN.
[[nodiscard]] Batch bucket_evapotranspiration(const Batch& supply_mm, const Batch& potential_mm,
                                              const Batch& soil_water_mm, const SoilBatch& soil);

/// Soil water at the end of that month, mm, not above field capacity (the rest runs off).
[[nodiscard]] Batch bucket_soil_water(const Batch& supply_mm, const Batch& evapotranspiration_mm,
                                      const Batch& soil_water_mm, const SoilBatch& soil);

/// W = 0.5 + 0.5 EET/PET; NaN where PET <= 0 (the carry rule decides) and for NaN.
[[nodiscard]] Batch bucket_water_stress(const Batch& evapotranspiration_mm, const Batch& potential_mm);

inline constexpr int most_spin_up_passes = 10;
inline constexpr double spin_up_tolerance_mm = 0.01;

/// W of twelve months from temperature (degC), precipitation and potential evapotranspiration (mm/month, with
/// day length). Below 0 degC precipitation joins the snowpack, which melts whole in the next month that is
/// not. A pixel with a `previous` state starts from it (limited to wilting point..field capacity). One
/// without repeats the year, from the wilting point, until its soil water at the end of the year differs by
/// less than 0.01 mm from the pass before, at most 10 passes; each pixel by itself, whatever its neighbours
/// do. A NaN month leaves the store NaN: from there on for a pixel with a previous state, all year for one
/// that repeats it; W is NaN then, but for months without demand, which the carry rule of water_stress.h
/// serves. Returns the state at the end of the year.
WaterState bucket_year(const MonthlyBatch& temperature_degC, const MonthlyBatch& precipitation,
                       const MonthlyBatch& potential, const SoilBatch& soil, const WaterState& previous,
                       MonthlyBatch& stress);

}  // namespace minenpp::model
