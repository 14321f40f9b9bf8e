#include "survey/catalogue/station_inputs.h"

#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "survey/run/tell_inputs.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

/// The surveyed year whose weather is used, where that is another one.
int weather_year(const Settings& settings, int year) {
  return settings.integer_if_set("stations.use-year").value_or(year);
}

std::optional<io::Station> fixed_station(const Settings& settings) {
  if (!settings.has("stations.id")) return std::nullopt;
  for (const std::string key : {"stations.lon", "stations.lat"})
    if (!settings.has(key))
      throw Error(Fault::usage, fmt::format("stations.id is set, so {} is needed too", key));
  return io::Station{settings.text("stations.id"), settings.number("stations.lon"),
                     settings.number("stations.lat"),
                     settings.number_if_set("stations.elevation").value_or(model::no_data)};
}

std::vector<int> all_months() {
  std::vector<int> months(12);
  std::iota(months.begin(), months.end(), 1);
  return months;
}

std::vector<int> months_in(const model::MonthMask& mask) {
  std::vector<int> months;
  for (int month = 1; month <= 12; ++month)
    if (mask[static_cast<std::size_t>(month - 1)]) months.push_back(month);
  return months;
}

/// Temperature of all months (the heat index sums them); precipitation of all where water is kept over the
/// year.
void require_weather(const io::StationTable& table, const Catalogue& catalogue, std::size_t index, int year) {
  const auto& casa = catalogue.science.casa;
  const auto surveyed = months_in(catalogue.surveyed_months(index));
  const bool whole_year = casa.water_stress != model::WaterStress::monthly;
  io::require_months(table, WeatherVariable::temperature, year, all_months());
  io::require_months(table, WeatherVariable::precipitation, year, whole_year ? all_months() : surveyed);
  io::require_months(table, WeatherVariable::radiation, year, surveyed);
}

StationYear place(const io::StationTable& table, const io::StudyGrid& grid, int surveyed_year, int year) {
  StationYear result;
  result.year = surveyed_year;
  result.geometry = grid.grid.geographic() ? model::Geometry::sphere : model::Geometry::plane;
  std::vector<double> x, y;
  for (const auto& station : table.stations()) {
    result.ids.push_back(station.id);
    result.longitude_deg.push_back(station.lon);
    result.latitude_deg.push_back(station.lat);
    x.push_back(station.lon);
    y.push_back(station.lat);
  }
  io::to_grid_xy(grid, x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i]) || std::isnan(y[i]))
      throw Error(
          Fault::input,
          fmt::format("station '{}' at longitude {}, latitude {} has no place in {}; leave it out with "
                      "stations.exclude",
                      result.ids[i], result.longitude_deg[i], result.latitude_deg[i], grid.crs.label()));
    result.positions.push_back(model::position_of(result.geometry, x[i], y[i]));
  }
  for (const auto variable : weather_variables)
    for (int month = 1; month <= 12; ++month) {
      const auto values = table.values(variable, year, month);
      result.values[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)].assign(
          values.begin(), values.end());
    }
  return result;
}

}  // namespace

io::StationSettings station_settings(const Settings& settings, const std::vector<YearRasters>& years) {
  if (!settings.has("stations.file"))
    throw Error(Fault::usage, "stations.file is not set: where is the weather?");
  io::StationSettings stations;
  stations.path = settings.path("stations.file").string();
  auto& columns = stations.columns;
  columns.id = settings.text("stations.column-id");
  columns.lon = settings.text("stations.column-lon");
  columns.lat = settings.text("stations.column-lat");
  columns.elevation = settings.text("stations.column-elevation");
  columns.year = settings.text("stations.column-year");
  columns.month = settings.text("stations.column-month");
  columns.date = settings.text("stations.column-date");
  columns.temperature = settings.text("stations.column-temperature");
  columns.precipitation = settings.text("stations.column-precipitation");
  columns.radiation = settings.text("stations.column-radiation");
  stations.temperature_unit = settings.text("stations.temperature-unit");
  stations.precipitation_unit = settings.text("stations.precipitation-unit");
  stations.radiation_unit = settings.text("stations.radiation-unit");
  stations.missing = settings.texts("stations.missing");
  stations.missing.emplace_back();
  stations.exclude = settings.texts("stations.exclude");
  stations.complete_only = settings.yes("stations.complete-only");
  stations.fixed_year = settings.integer_if_set("stations.year");
  stations.fixed_station = fixed_station(settings);
  for (const auto& year : years) {
    const int wanted = weather_year(settings, year.year);
    if (stations.years.empty() || stations.years.back() != wanted) stations.years.push_back(wanted);
  }
  return stations;
}

std::vector<StationYear> read_station_years(const Settings& settings, const Catalogue& catalogue,
                                            ProblemList& problems, Notices& notices) {
  std::vector<StationYear> placed;
  problems.attempt([&] {
    const auto table = io::read_stations(station_settings(settings, catalogue.years));
    const auto inside = io::check_station_places(table, catalogue.grid);
    if (inside < table.stations().size())
      notices.warn(fmt::format("{} of {} stations lie outside the study grid; they are used all the same",
                               table.stations().size() - inside, table.stations().size()));
    for (std::size_t i = 0; i < catalogue.years.size(); ++i) {
      const int surveyed = catalogue.years[i].year, year = weather_year(settings, surveyed);
      if (year != surveyed)
        notices.warn(fmt::format("{} uses the weather of {} (stations.use-year)", surveyed, year));
      problems.attempt(settings.where("stations.file"), [&] { require_weather(table, catalogue, i, year); });
      placed.push_back(place(table, catalogue.grid, surveyed, year));
      tell_gaps(placed.back(), notices);
    }
  });
  return placed;
}

}  // namespace minenpp::survey
