#pragma once

#include "model/climate/batch_map.h"

namespace minenpp::model {

/// ln(T/5) of the twelve monthly mean temperatures in degC: what the heat index and every month's evaporation
/// are powers of. 0 where T <= 0, which has no logarithm and no heat; NaN gives NaN.
[[nodiscard]] MonthlyBatch warmth_logarithms(const MonthlyBatch& temperature_degC);

/// Annual heat index I = sum of (T/5)^1.514 over the months above 0 degC (Thornthwaite 1948), from the twelve
/// monthly mean temperatures in degC. NaN where any month is NaN.
[[nodiscard]] Batch heat_index(const MonthlyBatch& temperature_degC);
/// The same where the logarithms are at hand: `warmth` = warmth_logarithms(temperature_degC).
[[nodiscard]] Batch heat_index(const MonthlyBatch& temperature_degC, const MonthlyBatch& warmth);

/// Thornthwaite's exponent a(I), a cubic of the heat index. NaN gives NaN.
[[nodiscard]] Batch thornthwaite_exponent(const Batch& heat_index);

/// Thornthwaite's formula for pixels of one heat index, prepared once a year. NaN gives NaN.
struct ThornthwaiteYear {
  explicit ThornthwaiteYear(const Batch& heat_index);

  Batch heat_index;
  Batch exponent;    ///< a(I)
  Batch log_factor;  ///< ln(50/I), which makes ln(T/5) ln(10 T/I); 0 where I = 0
};

/// Local potential evapotranspiration E_p0, mm in a month of 30 days of 12 hours: 16 (10 T/I)^a (Thornthwaite
/// 1948), from 26.5 degC on -415.85 + 32.24 T - 0.43 T^2 (Willmott et al. 1985). 0 where T <= 0 or I = 0.
/// `warmth`: ln(T/5) of the month (warmth_logarithms). NaN gives NaN.
[[nodiscard]] Batch local_potential_evapotranspiration(const Batch& temperature_degC, const Batch& warmth,
                                                       const ThornthwaiteYear& year);

/// What turns that standard month into the real one: (N/12)(days/30), with the daylight of the month's 15th.
/// Latitude -90..90 degrees; month 1..12 or Error(usage); NaN gives NaN.
[[nodiscard]] Batch day_length_factor(const Batch& latitude_deg, int year, int month);

}  // namespace minenpp::model
