#include "survey/weather/weather_report.h"

#include <cmath>

namespace minenpp::survey {

namespace {

MonthValidation validate(const Catalogue& catalogue, const StationYear& stations, WeatherVariable variable,
                         int month, const model::FittedVariogram& fitted) {
  std::vector<model::Position> places;
  std::vector<double> values;
  const auto& column = stations.of(variable, month);
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (std::isnan(column[i])) continue;
    places.push_back(stations.positions[i]);
    values.push_back(column[i]);
  }
  MonthValidation result;
  result.stations = static_cast<std::int64_t>(values.size());
  if (values.size() < 2) return result;
  const std::vector<std::vector<double>> columns{values};
  const auto variogram = fitted.fitted ? fitted.variogram : model::default_variogram(places, columns);
  const auto found =
      model::cross_validate(places, values, variogram, catalogue.science.neighbourhood, stations.geometry);
  result.mean_error = found.mean_error;
  result.rmse = found.rmse;
  result.msdr = found.msdr;
  return result;
}

}  // namespace

WeatherReport report_weather(const Catalogue& catalogue, std::size_t year, const WeatherSurfaces& surfaces) {
  const auto& stations = catalogue.stations[year];
  WeatherReport report;
  report.variograms = surfaces.variograms();
  for (std::size_t variable = 0; variable < weather_variables.size(); ++variable)
    for (int month = 1; month <= 12; ++month)
      report.validation[variable][static_cast<std::size_t>(month - 1)] =
          validate(catalogue, stations, weather_variables[variable], month, report.variograms[variable]);
  return report;
}

}  // namespace minenpp::survey
