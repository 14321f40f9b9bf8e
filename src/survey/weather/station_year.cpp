#include "survey/weather/station_year.h"

#include <algorithm>
#include <cmath>

namespace minenpp::survey {

bool StationYear::has(WeatherVariable variable, int month) const {
  return std::ranges::any_of(of(variable, month), [](double value) { return !std::isnan(value); });
}

}  // namespace minenpp::survey
