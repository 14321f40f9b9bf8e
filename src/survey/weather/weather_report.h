#pragma once

#include "survey/archive/survey_result.h"
#include "survey/catalogue/catalogue.h"
#include "survey/weather/weather_surfaces.h"

namespace minenpp::survey {

/// The variograms of a year and the leave-one-out cross-validation of every variable and month (science,
/// section 5).
[[nodiscard]] WeatherReport report_weather(const Catalogue& catalogue, std::size_t year,
                                           const WeatherSurfaces& surfaces);

}  // namespace minenpp::survey
