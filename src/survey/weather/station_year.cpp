#include "survey/weather/station_year.h"

#include <algorithm>
#include <cmath>

namespace minenpp::survey {

bool StationYear::has(WeatherVariable variable, int month) const {
  return std::ranges::any_of(of(variable, month), [](double value) { return !std::isnan(value); });
}

std::vector<int> StationYear::with_value(WeatherVariable variable, int month) const {
  std::vector<int> stations;
  const auto& column = of(variable, month);
  for (std::size_t i = 0; i < column.size(); ++i)
    if (!std::isnan(column[i])) stations.push_back(static_cast<int>(i));
  return stations;
}

}  // namespace minenpp::survey
