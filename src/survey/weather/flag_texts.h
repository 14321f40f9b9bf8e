#pragma once

#include <string>
#include <vector>

#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// The flags of one year as sentences for the log, one a station, the wildest station first; of many stations
/// the first dozen and how many there are. Without the year, so that years of the same weather say the same.
/// `left_out`: whether the flagged values are left out.
[[nodiscard]] std::vector<std::string> flag_texts(const StationYear& stations, const PlanFindings& findings,
                                                  bool left_out);

}  // namespace minenpp::survey
