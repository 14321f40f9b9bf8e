#pragma once

#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// Takes the trend out of every column of `stations`: a plane by least squares through the values of all
/// stations with one, those that share a place averaged as kriging averages them, over the map as it is
/// whatever the anisotropy. Fills `planned.plan`'s trends, of stretched positions, and `planned.findings`'
/// support.
void detrend(StationYear& stations, const model::Anisotropy& anisotropy, PlannedWeather& planned);

}  // namespace minenpp::survey
