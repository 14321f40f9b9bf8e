#include "survey/catalogue/month_warnings.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/catalogue/year_text.h"

namespace minenpp::survey {

namespace {

bool frozen_somewhere(const StationYear& stations, int month) {
  return std::ranges::any_of(stations.of(WeatherVariable::temperature, month),
                             [](double degC) { return degC <= 0; });
}

std::vector<int> frozen_months(const StationYear& stations, const model::MonthMask& surveyed) {
  std::vector<int> months;
  for (int month = 1; month <= 12; ++month)
    if (surveyed[static_cast<std::size_t>(month - 1)] && frozen_somewhere(stations, month))
      months.push_back(month);
  return months;
}

/// Scenes may leave every year other months.
constexpr std::size_t most_sets = 5;

/// Years by the months that they lack and others have, in order of the years.
std::vector<std::pair<std::vector<int>, std::vector<int>>> missing_months(const Catalogue& catalogue) {
  std::vector<std::pair<std::vector<int>, std::vector<int>>> sets;
  for (const auto& year : catalogue.years) {
    std::vector<int> months;
    for (int month = 1; month <= 12; ++month) {
      const auto has = [at = static_cast<std::size_t>(month - 1)](const YearRasters& one) {
        return one.months()[at];
      };
      if (!has(year) && std::ranges::any_of(catalogue.years, has)) months.push_back(month);
    }
    if (months.empty()) continue;
    auto found = std::ranges::find(sets, months, &decltype(sets)::value_type::first);
    if (found == sets.end()) found = sets.insert(sets.end(), {months, {}});
    found->second.push_back(year.year);
  }
  return sets;
}

}  // namespace

std::vector<int> months_without_precipitation(const Catalogue& catalogue, std::size_t year) {
  constexpr auto precipitation = WeatherVariable::precipitation;
  std::vector<int> months;
  for (int month = 1; month <= 12; ++month)
    if (!catalogue.stations[year].has(precipitation, month) &&
        !catalogue.gridded[year].of(precipitation)[static_cast<std::size_t>(month - 1)])
      months.push_back(month);
  return months;
}

void warn_about_frozen_months(const Catalogue& catalogue, Notices& notices) {
  if (catalogue.science.casa.water_stress != model::WaterStress::monthly) return;
  const auto years = std::min({catalogue.years.size(), catalogue.stations.size(), catalogue.gridded.size()});
  for (std::size_t i = 0; i < years; ++i) {
    const auto& stations = catalogue.stations[i];
    if (stations.ids.empty()) continue;
    const auto frozen = frozen_months(stations, catalogue.surveyed_months(i));
    const auto missing = months_without_precipitation(catalogue, i);
    if (frozen.empty() || missing.empty()) continue;
    notices.warn(fmt::format(
        "{}: month(s) {} may be frozen, and there is no precipitation of month(s) {}; a frozen "
        "month has the water stress of months that are not, and no NPP without precipitation of any of these",
        catalogue.years[i].year, fmt::join(frozen, ", "), fmt::join(missing, ", ")));
  }
}

void warn_about_filled_months(const Catalogue& catalogue, Notices& notices) {
  if (!catalogue.full_year() || catalogue.science.filling == model::GapFilling::none) return;
  std::vector<int> never;
  for (int month = 1; month <= 12; ++month)
    if (std::ranges::none_of(catalogue.years, [month](const YearRasters& year) {
          return year.months()[static_cast<std::size_t>(month - 1)];
        }))
      never.push_back(month);
  if (never.empty()) return;
  notices.warn(
      fmt::format("month(s) {} have no NDVI in any year; they are filled from other months (ndvi.fill), "
                  "which after images of the growing season alone is too green",
                  fmt::join(never, ", ")));
}

void warn_about_missing_months(const Catalogue& catalogue, Notices& notices) {
  const auto sets = missing_months(catalogue);
  const auto* then = catalogue.full_year() ? "they are filled from the year's other months (ndvi.fill)"
                                           : "they have no NPP in such a year";
  std::size_t more = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const auto& [months, years] = sets[i];
    if (i < most_sets)
      notices.warn(fmt::format("{}: no NDVI of month(s) {}, which other years have; {}", year_text(years),
                               fmt::join(months, ", "), then));
    else
      more += years.size();
  }
  if (more > 0)
    notices.warn(fmt::format("{} more year(s) have no NDVI of months that other years have; {}", more, then));
}

}  // namespace minenpp::survey
