#pragma once

#include <string>
#include <utility>
#include <vector>

#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// What the stations of one year could not carry of what was asked for, as sentences for the log, one a
/// variable and matter, which name the months: slopes with the elevation that were not estimated, trends that
/// were not taken out or along a line alone. Without the year, so that years of the same weather say the
/// same.
[[nodiscard]] std::vector<std::string> plan_texts(const WeatherRules& rules, const PlanFindings& findings);

/// Sentences of several years, equal ones once.
class YearTexts {
 public:
  void add(int year, const std::vector<std::string>& texts);

  /// "2003, 2004: sentence", in the order in which each was first added.
  [[nodiscard]] std::vector<std::string> texts() const;

 private:
  std::vector<std::pair<std::string, std::vector<int>>> years_of_;
};

}  // namespace minenpp::survey
