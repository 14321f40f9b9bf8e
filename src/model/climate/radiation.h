#pragma once

#include "model/grid/batch.h"

namespace minenpp::model {

/// Energy of one watt during one day, MJ.
inline constexpr double megajoule_per_watt_day = 0.0864;

/// Latent heat of vaporisation, MJ per kg of water, that is MJ/m2 for a millimetre (FAO-56).
inline constexpr double latent_heat_MJ_kg = 2.45;

/// Extraterrestrial radiation on a horizontal surface, MJ/(m2 day). Allen et al. 1998 (FAO-56) Eq. 21.
/// `latitude_deg` -90..90, south negative; `day` of the year 1..366. Polar night gives 0. NaN gives NaN.
[[nodiscard]] double extraterrestrial_radiation(double latitude_deg, int day);

/// Daylight hours N, 0..24. FAO-56 Eq. 34. Arguments as above; NaN gives NaN.
[[nodiscard]] double daylight_hours(double latitude_deg, int day);
[[nodiscard]] Batch daylight_hours(const Batch& latitude_deg, int day);

/// The two numbers of the Angstrom-Prescott line; the defaults are FAO-56's for places without a calibration.
struct AngstromCoefficients {
  double overcast = 0.25;  ///< share of the extraterrestrial radiation that arrives without sunshine
  double sunshine = 0.50;  ///< what full sunshine adds
};

/// Solar radiation Rs, MJ/(m2 day) = (overcast + sunshine n/N) Ra, FAO-56 Eq. 35, from Ra in MJ/(m2 day) and
/// the sunshine duration n and daylight N in hours a day. N = 0 (polar night) gives 0. NaN gives NaN.
[[nodiscard]] double angstrom_prescott(double extraterrestrial, double sunshine_hours, double daylight,
                                       const AngstromCoefficients& coefficients = {});

/// Mean flux in W/m2 -> MJ/(m2 month) of that month. Throws Error(usage) for a month outside 1..12; NaN gives
/// NaN.
[[nodiscard]] double monthly_from_watts(double watts_m2, int year, int month);

/// Mean MJ/(m2 day) -> MJ/(m2 month) of that month. Throws Error(usage) for a month outside 1..12; NaN gives
/// NaN.
[[nodiscard]] double monthly_from_daily(double megajoules_m2_day, int year, int month);

/// MJ/m2 -> the millimetres of water that it evaporates. NaN gives NaN.
[[nodiscard]] double water_equivalent_mm(double megajoules_m2);

}  // namespace minenpp::model
