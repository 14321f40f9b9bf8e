#pragma once

#include "model/climate/batch_map.h"

namespace minenpp::model {

/// What T_e2 is far from the optimum.
enum class TemperatureRule {
  zhu2007,  ///< half its optimum value where T is 10 K or more above or 13 K or more below T_opt (Zhu et al.
            ///< 2007)
  smooth,   ///< the curve of Potter et al. 1993 all the way
};

/// Factor before the T_e2 curve (Potter et al. 1993). Other sources print 1.184, or 1.1919 (which makes T_e2
/// = 1 at the optimum).
inline constexpr double default_te2_constant = 1.1814;

/// With fewer months of NDVI than this the greenest month says little, and the warmest gives T_opt.
inline constexpr int fewest_months_for_greenest = 6;

/// T_opt, degC: temperature of the month with the largest NDVI (the first of equals), not below 0. NaN months
/// of NDVI are passed over; with fewer than 6 others it is the temperature of the warmest month. NaN where
/// that month's temperature is NaN (for the warmest: where any is).
[[nodiscard]] Batch optimal_temperature(const MonthlyBatch& ndvi, const MonthlyBatch& temperature_degC);

/// T_e1 = 0.8 + 0.02 T_opt - 0.0005 T_opt^2 (T_opt below 0 counts as 0); 0 where the month's T <= -10 degC.
/// Potter et al. 1993. NaN in either gives NaN.
[[nodiscard]] Batch optimum_stress(const Batch& t_opt_degC, const Batch& temperature_degC);

/// T_e2 = constant/{1 + exp[0.2(T_opt - 10 - T)]}/{1 + exp[0.3(T - 10 - T_opt)]}, with the rule above. Potter
/// et al. 1993. NaN in either temperature gives NaN.
[[nodiscard]] Batch deviation_stress(const Batch& t_opt_degC, const Batch& temperature_degC,
                                     TemperatureRule rule, double constant = default_te2_constant);

}  // namespace minenpp::model
