#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "survey/run/survey_run.h"
#include "survey/weather/lattice_errors.h"
#include "survey/weather/survey_weather.h"

namespace minenpp::survey {

/// Up to `wanted` pixels (row, column) of the study area, drawn at random over the grid with a fixed seed:
/// the same for any tiles and ranks. Fewer where the area is a small part of the grid.
[[nodiscard]] std::vector<std::pair<std::int64_t, std::int64_t>> check_pixels_of(const Catalogue& catalogue,
                                                                                std::int64_t wanted);

/// Collective: each rank compares the pixels of its tiles. Where one of the two has data and the other none
/// the error is infinite.
[[nodiscard]] LatticeErrors measure_lattice(const SurveyRun& run, const SurveyWeather& weather,
                                            std::size_t year);

}  // namespace minenpp::survey
