#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/attempt.h"
#include "model/stats/linear_trend.h"

namespace minenpp::model {

/// RESTREND is refused below this many years: 4 years leave the regression 1 degree of freedom.
inline constexpr std::int64_t restrend_min_years = 8;

/// What is left of an NPP trend when temperature and precipitation are taken out.
struct Restrend {
  double intercept = 0;      ///< of NPP = intercept + temperature T + precipitation P
  double temperature = 0;    ///< unit of NPP a degree
  double precipitation = 0;  ///< unit of NPP a mm
  double r2 = 0;             ///< share of the variance of NPP that climate explains
  LinearTrend trend;         ///< of the residuals over the years; p with nominal n - 2 degrees of freedom
  std::vector<double> residuals;
};

/// Residual trend: ordinary least squares of NPP on temperature and precipitation, then the trend of the
/// residuals, read as not of climate (Evans and Geerken 2004; science 6.10).
///
/// All four as long as each other; `years` strictly ascending; a year in which anything is not finite is left
/// out. Refused with its reason below restrend_min_years complete years and where temperature and
/// precipitation do not vary independently. Throws Error(usage) where sizes differ or years do not ascend.
[[nodiscard]] Attempt<Restrend> restrend(std::span<const double> years, std::span<const double> npp,
                                         std::span<const double> temperature,
                                         std::span<const double> precipitation);

}  // namespace minenpp::model
