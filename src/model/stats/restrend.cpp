#include "model/stats/restrend.h"

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "model/stats/regression.h"

namespace minenpp::model {

Attempt<Restrend> restrend(std::span<const double> years, std::span<const double> npp,
                           std::span<const double> temperature, std::span<const double> precipitation) {
  for (const auto& column : {npp, temperature, precipitation}) check_years(years, column.size());
  std::int64_t complete = 0;
  for (std::size_t i = 0; i < years.size(); ++i)
    complete += std::isfinite(npp[i]) && std::isfinite(temperature[i]) && std::isfinite(precipitation[i]);
  if (complete < restrend_min_years)
    return Attempt<Restrend>::refused(
        "the residual trend needs at least " + std::to_string(restrend_min_years) +
        " years with NPP, temperature and precipitation, found " + std::to_string(complete));
  auto fit = regress(npp, std::array{temperature, precipitation});
  if (!fit.value)
    return Attempt<Restrend>::refused(
        "temperature and precipitation do not vary independently of each other");
  auto& [coefficients, residuals, r2, n] = *fit.value;
  const auto trend = linear_trend(years, residuals);
  return Attempt<Restrend>::done(
      {coefficients[0], coefficients[1], coefficients[2], r2, trend, std::move(residuals)});
}

}  // namespace minenpp::model
