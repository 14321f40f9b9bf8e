#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include "model/climate/batch_map.h"
#include "model/climate/lane_math.h"

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

/// Temperature of the warmest month of the pixels from `pixel` on; NaN where any month is.
[[nodiscard]] inline Lanes warmest_month(const MonthlyBatch& temperature_degC, int pixel) {
  Lanes warmest = lanes_of(temperature_degC.front(), pixel), sum{};
  for (const Batch& month : temperature_degC) {
    const Lanes t = lanes_of(month, pixel);
    warmest = t > warmest ? t : warmest;
    sum += t;
  }
  return is_nan(sum) ? spread(no_data) : warmest;
}

/// optimal_temperature of the pixels from `pixel` on.
[[nodiscard]] inline Lanes optimal_temperature(const MonthlyBatch& ndvi, const MonthlyBatch& temperature_degC,
                                               int pixel) {
  Lanes greenest = spread(-std::numeric_limits<double>::infinity());
  Lanes t_opt = spread(no_data);
  LaneMask months{};
  for (std::size_t m = 0; m < ndvi.size(); ++m) {
    const Lanes v = lanes_of(ndvi[m], pixel), t = lanes_of(temperature_degC[m], pixel);
    t_opt = v > greenest ? t : t_opt;
    greenest = v > greenest ? v : greenest;
    months -= v == v;
  }
  const LaneMask few = months < fewest_months_for_greenest;
  if (any_lane(few)) t_opt = few ? warmest_month(temperature_degC, pixel) : t_opt;
  return t_opt < 0 ? Lanes{} : t_opt;
}

/// optimum_stress of some pixels.
[[nodiscard]] inline Lanes optimum_stress(const Lanes& t_opt_degC, const Lanes& temperature_degC) {
  const Lanes floored = t_opt_degC < 0 ? Lanes{} : t_opt_degC;
  const Lanes of_optimum = 0.8 + 0.02 * floored - 0.0005 * floored * floored;
  const Lanes warm = temperature_degC <= -10 ? Lanes{} : of_optimum;
  return (is_nan(of_optimum) | is_nan(temperature_degC)) ? spread(no_data) : warm;
}

/// deviation_stress of some pixels.
class DeviationCurve {
 public:
  DeviationCurve(TemperatureRule rule, double constant)
      : far_is_half_(rule == TemperatureRule::zhu2007), constant_(constant), half_(0.5 * bell(Lanes{})[0]) {}

  [[nodiscard]] Lanes operator()(const Lanes& t_opt_degC, const Lanes& temperature_degC) const {
    const Lanes departure = temperature_degC - t_opt_degC;
    const Lanes curve = bell(departure);
    if (!far_is_half_) return curve;
    return ((departure >= 10) | (-departure >= 13)) ? spread(half_) : curve;
  }

 private:
  /// The curve in terms of d = T - T_opt. Its two exponentials, e^(-0.2 d - 2) and e^(0.3 d - 3), are powers
  /// of u = e^(0.1 d), so that one exp serves both; multiplied by u^2, the two quotients are one.
  [[nodiscard]] Lanes bell(const Lanes& departure) const {
    const Lanes u = exponential(0.1 * departure);
    const Lanes square = u * u;
    return constant_ * square / ((square + cold_at_optimum_) * (1 + hot_at_optimum_ * (square * u)));
  }

  bool far_is_half_;
  double constant_;
  double cold_at_optimum_ = std::exp(-2.0), hot_at_optimum_ = std::exp(-3.0);
  double half_;  // of the optimum's value
};

}  // namespace minenpp::model
