#include "survey/catalogue/month_warnings.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

}  // namespace minenpp::survey
