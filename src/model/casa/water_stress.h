#pragma once

#include "model/climate/batch_map.h"

namespace minenpp::model {

/// How W_e is found.
enum class WaterStress {
  monthly,  ///< from each month's precipitation and potential
  annual,   ///< one value a year, from the annual sums
  bucket,   ///< from a monthly balance of soil water (soil_bucket.h)
};

/// W_e = 0.5 + 0.5 E/E_p of one period, 0.5..1, from E_p0 and precipitation in mm (evapotranspiration.h). NaN
/// also where E_p0 <= 0: there it is undefined, and the carry rule decides.
[[nodiscard]] Batch water_stress(const Batch& local_potential, const Batch& precipitation);

/// Gives each month without evaporative demand (E_p0 <= 0, precipitation known) the last W defined before it:
/// in the same year, else `previous` (the value at the end of the year before; NaN: the record starts here),
/// else the last one of the same year, else 0.5 if no month of the year has demand and NaN if one has (or may
/// have), whose W is missing. Months whose inputs are missing (W NaN with E_p0 > 0, or an input NaN) stay NaN
/// and are passed over. Returns the last W defined by the end of the year, NaN where none was. Potter et al.
/// 1993; the start as a spin-up of the year would give it.
Batch carry_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                         const Batch& previous, MonthlyBatch& stress);

/// W of twelve months with the carry rule. Returns the last W as carry_water_stress does.
Batch monthly_water_stress(const MonthlyBatch& local_potential, const MonthlyBatch& precipitation,
                           const Batch& previous, MonthlyBatch& stress);

/// One W for the year from the sums of twelve months, in mm a year; without any demand `previous`, or 0.5
/// where that is NaN too. NaN where any month is NaN.
[[nodiscard]] Batch annual_water_stress(const MonthlyBatch& local_potential,
                                        const MonthlyBatch& precipitation, const Batch& previous);

}  // namespace minenpp::model
