#pragma once

#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// Leave-one-out cross-validation of every planned variable and month (science, section 5); fills
/// `planned.findings.validation` and `.flags`. Months that share stations, and the shape of the variogram,
/// share the weights.
void cross_validate(const StationYear& stations, const WeatherRules& rules, PlannedWeather& planned);

}  // namespace minenpp::survey
