#include "survey/catalogue/station_inputs.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/tables/hourly_radiation.h"
#include "model/geostat/grid_geometry.h"
#include "model/grid/longitude_turn.h"
#include "survey/catalogue/far_stations.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/catalogue/precipitation_check.h"
#include "survey/catalogue/radiation_check.h"
#include "survey/catalogue/table_encoding.h"
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

std::vector<int> months_in(const model::MonthMask& mask) {
  std::vector<int> months;
  for (int month = 1; month <= 12; ++month)
    if (mask[static_cast<std::size_t>(month - 1)]) months.push_back(month);
  return months;
}

void require_weather(const io::StationTable& table, const Catalogue& catalogue,
                     const std::vector<WeatherVariable>& variables, std::size_t index, int year) {
  for (const auto variable : variables)
    io::require_months(table, variable, year, months_in(needed_months(catalogue, index, variable)));
}

StationYear place(const io::StationTable& table, const io::StudyGrid& grid,
                  const model::Anisotropy& anisotropy, int surveyed_year, int year) {
  StationYear result;
  result.year = surveyed_year;
  result.geometry = model::geometry_of(grid.grid);
  std::vector<double> x, y;
  for (const auto& station : table.stations()) {
    result.ids.push_back(station.id);
    result.longitude_deg.push_back(station.lon);
    result.latitude_deg.push_back(station.lat);
    result.elevation_m.push_back(station.elevation);
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
    result.positions.push_back(anisotropy.stretched(model::position_of(result.geometry, x[i], y[i])));
  }
  for (double& lon : x) lon = model::nearest_turn(grid.grid, lon);
  result.grid_x = std::move(x);
  result.grid_y = std::move(y);
  for (const auto variable : weather_variables)
    for (int month = 1; month <= 12; ++month) {
      const auto values = table.values(variable, year, month);
      result.values[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)].assign(
          values.begin(), values.end());
    }
  return result;
}

void tell_shared_places(const io::StationTable& table, Notices& notices) {
  std::map<std::pair<double, double>, std::vector<std::string>> places;
  for (const auto& station : table.stations()) places[{station.lon, station.lat}].push_back(station.id);
  for (const auto& [place, ids] : places)
    if (ids.size() > 1)
      notices.warn(fmt::format("stations {} share a place; their values are averaged", fmt::join(ids, ", ")));
}

/// The variables that come from stations.
std::vector<WeatherVariable> variables_of_stations(const Settings& settings) {
  std::vector<WeatherVariable> variables;
  for (const auto variable : weather_variables)
    if (!is_gridded(settings, variable)) variables.push_back(variable);
  return variables;
}

Error no_station_file(const Settings& settings) {
  const auto variables = variables_of_stations(settings);
  if (variables.size() == weather_variables.size())
    return {
        Fault::usage,
        "neither stations.file nor gridded.temperature, gridded.precipitation and gridded.radiation are set: "
        "where is the weather?"};
  std::vector<std::string> names, keys;
  for (const auto variable : variables) {
    names.push_back(io::name_of(variable));
    keys.push_back("gridded." + io::name_of(variable));
  }
  return {Fault::usage, fmt::format("neither stations.file nor {} is set: where is the {}?",
                                    fmt::join(keys, ", "), fmt::join(names, ", "))};
}

bool has_hourly(const Settings& settings) {
  return !is_gridded(settings, WeatherVariable::radiation) && settings.has("stations.hourly-radiation");
}

io::HourlySettings hourly_settings(const Settings& settings, const std::vector<int>& years) {
  io::HourlySettings hourly;
  hourly.path = settings.path("stations.hourly-radiation").string();
  hourly.id_column = settings.text("stations.hourly-column-id");
  hourly.time_column = settings.text("stations.hourly-column-time");
  hourly.radiation_column = settings.text("stations.hourly-column-radiation");
  hourly.only_station = settings.text("stations.id");
  hourly.missing = settings.texts("stations.missing");
  hourly.missing.emplace_back();
  hourly.exclude = settings.texts("stations.exclude");
  hourly.years = years;
  hourly.least_share = settings.number("stations.hourly-min-share");
  return hourly;
}

/// Months whose records are too few, a line for each station and year.
void tell_few_records(const std::vector<io::HourlyMonth>& months, double least_share, Notices& notices) {
  std::map<std::pair<std::string, int>, std::vector<std::string>> few;
  for (const auto& month : months)
    if (std::isnan(month.radiation_MJ_m2))
      few[{month.id, month.year}].push_back(fmt::format("{} ({:.0f} %)", month.month, 100 * month.share));
  for (const auto& [station, texts] : few)
    notices.warn(
        fmt::format("station '{}' has too few hourly records of {} in month(s) {}; they count as missing "
                    "(stations.hourly-min-share = {:g} %)",
                    station.first, station.second, fmt::join(texts, ", "), 100 * least_share));
}

void add_hourly_radiation(const Settings& settings, io::StationTable& table, Notices& notices) {
  const auto hourly = hourly_settings(settings, table.years());
  const auto months = io::read_hourly_radiation(hourly);
  for (const auto& month : months) {
    const auto found = std::ranges::find(table.stations(), month.id, &io::Station::id);
    if (found == table.stations().end())
      throw Error(Fault::input,
                  fmt::format("{}: station '{}' is not in stations.file, so its place is not known",
                              settings.where("stations.hourly-radiation"), month.id));
    table.values(WeatherVariable::radiation, month.year,
                 month.month)[static_cast<std::size_t>(found - table.stations().begin())] =
        month.radiation_MJ_m2;
  }
  tell_few_records(months, hourly.least_share, notices);
}

std::vector<int> weather_years(const Settings& settings, const std::vector<YearRasters>& years) {
  std::vector<int> wanted;
  for (const auto& year : years)
    if (const int used = weather_year(settings, year.year); wanted.empty() || wanted.back() != used)
      wanted.push_back(used);
  return wanted;
}

io::StationTable read_table(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  const auto variables = variables_of_stations(settings);
  if (!has_hourly(settings)) return io::read_stations(station_settings(settings, catalogue.years));
  // One station whose place is known needs no table besides that of its hours.
  const bool hours_alone =
      variables.size() == 1 && !settings.has("stations.file") && settings.has("stations.id");
  auto from = hours_alone ? io::StationSettings{} : station_settings(settings, catalogue.years);
  const bool complete_only = std::exchange(from.complete_only, false);
  auto table = hours_alone
                   ? io::StationTable({*fixed_station(settings)}, weather_years(settings, catalogue.years))
                   : io::read_stations(from);
  add_hourly_radiation(settings, table, notices);
  return complete_only ? io::complete_stations(table, variables) : table;
}

}  // namespace

std::vector<StationYear> years_without_stations(const Catalogue& catalogue) {
  std::vector<StationYear> years(catalogue.years.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    years[i].year = catalogue.years[i].year;
    years[i].geometry = model::geometry_of(catalogue.grid.grid);
  }
  return years;
}

bool shares_stations(const Settings& settings) {
  const auto word = settings.text("run.share-stations");
  const auto above = static_cast<std::uintmax_t>(settings.integer("run.share-stations-above"));
  if (word != "auto") return word == "yes";
  std::error_code none;
  const auto size = std::filesystem::file_size(settings.path("stations.file"), none);
  constexpr std::uintmax_t megabyte = 1000000;
  return !none && size > above * megabyte;
}

io::StationSettings station_settings(const Settings& settings, const std::vector<YearRasters>& years) {
  if (!settings.has("stations.file")) throw no_station_file(settings);
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
  const auto read_variable = [&](WeatherVariable variable, std::string& column, std::string& unit) {
    column.clear();
    if (is_gridded(settings, variable)) return;
    if (variable == WeatherVariable::radiation && has_hourly(settings)) return;
    column = settings.text("stations.column-" + io::name_of(variable));
    if (column.empty())
      throw Error(Fault::usage, fmt::format("stations.column-{} is empty: where is the {}?",
                                            io::name_of(variable), io::name_of(variable)));
    unit = settings.text("stations." + io::name_of(variable) + "-unit");
  };
  read_variable(WeatherVariable::temperature, columns.temperature, stations.temperature_unit);
  read_variable(WeatherVariable::precipitation, columns.precipitation, stations.precipitation_unit);
  read_variable(WeatherVariable::radiation, columns.radiation, stations.radiation_unit);
  if (io::ClimateUnit(WeatherVariable::radiation, stations.radiation_unit).is_sunshine())
    stations.angstrom = {settings.number("stations.angstrom-a"), settings.number("stations.angstrom-b")};
  stations.missing = settings.texts("stations.missing");
  stations.missing.emplace_back();
  stations.exclude = settings.texts("stations.exclude");
  stations.complete_only = settings.yes("stations.complete-only");
  stations.fixed_year = settings.integer_if_set("stations.year");
  stations.fixed_station = fixed_station(settings);
  stations.years = weather_years(settings, years);
  return stations;
}

std::vector<StationYear> read_station_years(const Settings& settings, const Catalogue& catalogue,
                                            ProblemList& problems, Notices& notices) {
  const auto variables = variables_of_stations(settings);
  if (variables.empty()) return years_without_stations(catalogue);
  std::vector<StationYear> placed;
  problems.attempt([&] {
    const auto table = read_table(settings, catalogue, notices);
    warn_about_encoding(settings, "stations.file", notices);
    if (has_hourly(settings)) warn_about_encoding(settings, "stations.hourly-radiation", notices);
    const auto inside = io::check_station_places(table, catalogue.grid);
    warn_about_far_stations(table, catalogue.grid, notices);
    if (inside < table.stations().size())
      notices.warn(fmt::format("{} of {} stations lie outside the study grid; they are used all the same",
                               table.stations().size() - inside, table.stations().size()));
    if (!is_gridded(settings, WeatherVariable::radiation))
      problems.attempt([&] { check_station_radiation(settings, table, notices); });
    if (!is_gridded(settings, WeatherVariable::precipitation))
      check_station_precipitation(settings, table, notices);
    for (std::size_t i = 0; i < catalogue.years.size(); ++i) {
      const int surveyed = catalogue.years[i].year, year = weather_year(settings, surveyed);
      if (year != surveyed)
        notices.warn(fmt::format("{} uses the weather of {} (stations.use-year)", surveyed, year));
      problems.attempt(settings.where("stations.file"),
                       [&] { require_weather(table, catalogue, variables, i, year); });
      if (i == 0) tell_shared_places(table, notices);
      placed.push_back(place(table, catalogue.grid, catalogue.science.weather.anisotropy, surveyed, year));
      tell_gaps(placed.back(), notices);
    }
  });
  return placed;
}

}  // namespace minenpp::survey
