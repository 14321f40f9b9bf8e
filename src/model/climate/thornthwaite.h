#pragma once

#include "model/climate/batch_map.h"

namespace minenpp::model {

/// Annual heat index I = sum of (T/5)^1.514 over the months above 0 degC (Thornthwaite 1948), from the twelve
/// monthly mean temperatures in degC. NaN where any month is NaN.
[[nodiscard]] Batch heat_index(const MonthlyBatch& temperature_degC);

/// Thornthwaite's exponent a(I), a cubic of the heat index. NaN gives NaN.
[[nodiscard]] Batch thornthwaite_exponent(const Batch& heat_index);

/// Local potential evapotranspiration E_p0, mm in a month of 30 days of 12 hours: 16 (10 T/I)^a (Thornthwaite
/// 1948), from 26.5 degC on -415.85 + 32.24 T - 0.43 T^2 (Willmott et al. 1985). 0 where T <= 0 or I = 0. NaN
/// in either gives NaN.
[[nodiscard]] Batch local_potential_evapotranspiration(const Batch& temperature_degC,
                                                       const Batch& heat_index);

/// The same for the chosen months of a year, whose logarithms the heat index shares. `potential` of other
/// months becomes NaN. Returns the heat index.
Batch potential_year(const MonthlyBatch& temperature_degC, const MonthMask& months, MonthlyBatch& potential);

/// What turns that standard month into the real one: (N/12)(days/30), with the daylight of the month's 15th.
/// Latitude -90..90 degrees; month 1..12 or Error(usage); NaN gives NaN.
[[nodiscard]] Batch day_length_factor(const Batch& latitude_deg, int year, int month);

}  // namespace minenpp::model
