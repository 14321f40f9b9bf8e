#include "survey/weather/plan_texts.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minenpp::survey {

namespace {

/// The months of a planned variable for which `of` holds one value.
template <typename T>
std::vector<int> months_of(const PlanFindings& findings, std::size_t variable,
                           const std::array<std::array<T, 12>, 3>& of, T value) {
  std::vector<int> months;
  for (std::size_t month = 0; month < 12; ++month)
    if (findings.validation[variable][month].stations > 0 && of[variable][month] == value)
      months.push_back(static_cast<int>(month) + 1);
  return months;
}

}  // namespace

std::vector<std::string> plan_texts(const WeatherRules& rules, const PlanFindings& findings) {
  std::vector<std::string> texts;
  const auto tell = [&](const std::string& setting, std::string_view variable, const std::vector<int>& months,
                        std::string_view what) {
    if (!months.empty())
      texts.push_back(
          fmt::format("{}: {} of month {}: {}", setting, variable, fmt::join(months, ", "), what));
  };
  for (const auto variable : weather_variables) {
    const auto v = static_cast<std::size_t>(variable);
    const auto name = io::name_of(variable);
    const auto drift = "weather." + std::string(name) + "-drift";
    tell(drift, name, months_of(findings, v, findings.drift, DriftUse::lapse),
         "the stations are too few or too level for a slope with the elevation (5 over more than 100 m); "
         "kriged with the standard lapse rate, 0.0065 K/m");
    tell(drift, name, months_of(findings, v, findings.drift, DriftUse::without),
         "the stations are too few or too level for a slope with the elevation (5 over more than 100 m); "
         "kriged without the elevation");
    if (!rules.detrend) continue;
    tell("weather.detrend", name, months_of(findings, v, findings.trend, model::TrendSupport::too_few),
         fmt::format("fewer than {} stations have a value; no trend is taken out",
                     model::TrendSurface::least_stations));
    tell("weather.detrend", name, months_of(findings, v, findings.trend, model::TrendSupport::line),
         "the stations lie on or near a line; the trend is taken out along it, and none across");
  }
  return texts;
}

void YearTexts::add(int year, const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    const auto known = std::ranges::find(years_of_, text, &std::pair<std::string, std::vector<int>>::first);
    if (known != years_of_.end())
      known->second.push_back(year);
    else
      years_of_.push_back({text, {year}});
  }
}

std::vector<std::string> YearTexts::texts() const {
  std::vector<std::string> texts;
  for (const auto& [text, years] : years_of_)
    texts.push_back(fmt::format("{}: {}", fmt::join(years, ", "), text));
  return texts;
}

}  // namespace minenpp::survey
