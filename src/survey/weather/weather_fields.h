#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "survey/run/survey_run.h"
#include "survey/weather/survey_weather.h"

namespace minenpp::survey {

/// Kriged weather of one year at few pixels spread evenly over the grid, to look at.
struct WeatherFields {
  std::vector<std::int64_t> rows, cols;  ///< of the grid
  /// By variable and month: rows x cols, row-major; NaN outside the study area, in months without data, and
  /// where a variable follows the elevation, which is not read here. Empty where the variable is not kriged
  /// at all.
  std::array<std::array<std::vector<float>, 12>, 3> values;
};

/// Rows (or columns) that stand for all of `size`: the middles of at most 32 equal parts, ascending.
[[nodiscard]] std::vector<std::int64_t> spread_over(std::int64_t size);

/// Collective; every rank kriges the pixels of its tiles. All of them on the root, each rank's own elsewhere.
[[nodiscard]] WeatherFields sample_fields(const SurveyRun& run, const SurveyWeather& weather,
                                          std::size_t year);

}  // namespace minenpp::survey
