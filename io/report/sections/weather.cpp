#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "io/gdal/crs.h"
#include "io/report/sections/sections.h"
#include "io/results/map_reader.h"
#include "model/geostat/variogram.h"

namespace minenpp::io {

namespace {

constexpr std::size_t most_stations = 4000;
constexpr int model_points = 60;
constexpr double metres_per_km = 1000;

std::string when(const std::string& year, int month) {
  return fmt::format("{}-{:02}", year, month);
}

/// The group weather in the focus's month, by variable and year.
struct Weather {
  explicit Weather(const ReportInput& given)
      : input(given),
        variables(labels(given.archive, "/weather", "variable")),
        units(labels(given.archive, "/weather", "unit")),
        years(labels(given.archive, "/weather", "year")),
        count(cube("stations")) {}

  [[nodiscard]] Cube cube(const std::string& name) const { return {input.archive, "/weather/" + name}; }
  [[nodiscard]] std::size_t month() const { return static_cast<std::size_t>(input.focus.month() - 1); }
  /// Is the variable of the year kriged from stations?
  [[nodiscard]] bool kriged(std::size_t variable, std::size_t year) const {
    return count.at({variable, year, month()}) > 0;
  }
  [[nodiscard]] bool any() const {
    for (std::size_t variable = 0; variable < variables.size(); ++variable)
      for (std::size_t year = 0; year < years.size(); ++year)
        if (kriged(variable, year)) return true;
    return false;
  }

  const ReportInput& input;
  std::vector<std::string> variables, units, years;
  Cube count;
};

/// Points of the empirical variograms and of the models through them.
Json variogram_rows(const Weather& weather) {
  Json rows = Json::array();
  bool any = false;
  const auto distance = weather.cube("distance"), semivariance = weather.cube("semivariance"),
             pairs = weather.cube("pairs"), nugget = weather.cube("nugget"),
             sill = weather.cube("partial_sill"), range = weather.cube("range");
  const auto names = weather.input.archive.read<std::string>("/weather/variogram_model");
  const auto month = weather.month();
  for (std::size_t variable = 0; variable < weather.variables.size(); ++variable)
    for (std::size_t year = 0; year < weather.years.size(); ++year) {
      if (!weather.kriged(variable, year)) continue;
      const Json common{{"variable", weather.variables[variable]},
                        {"year", std::stoi(weather.years[year])},
                        {"unit", weather.units[variable]},
                        {"when", when(weather.years[year], weather.input.focus.month())}};
      double farthest = range.at({variable, year, month});
      for (std::size_t bin = 0; bin < distance.size(3); ++bin) {
        const std::vector<std::size_t> at{variable, year, month, bin};
        if (!(pairs.at(at) > 0)) continue;
        auto row = common;
        row["distance_km"] = distance.at(at) / metres_per_km;
        row["semivariance"] = number_or_null(semivariance.at(at));
        row["pairs"] = pairs.at(at);
        row["part"] = "observed";
        rows.push_back(std::move(row));
        any = true;
        farthest = std::max(farthest, distance.at(at));
      }
      const std::vector<std::size_t> at{variable, year, month};
      const auto& name = names[(variable * weather.years.size() + year) * 12 + month];
      if (name.empty() || !(farthest > 0) || !(range.at(at) > 0)) continue;
      // The Matern model's smoothness is a setting; its curve here has the default.
      const model::Variogram model(model::variogram_model(name), nugget.at(at), sill.at(at), range.at(at));
      for (int i = 0; i <= model_points; ++i) {
        const double h_m = std::max(1.0, farthest * 1.05 * i / model_points);
        auto row = common;
        row["distance_km"] = h_m / metres_per_km;
        row["semivariance"] = number_or_null(model.semivariance(h_m));
        row["part"] = "model";
        row["pairs"] = nullptr;
        rows.push_back(std::move(row));
      }
    }
  // A model alone tells nothing.
  return any ? rows : Json::array();
}

Json validation_rows(const Weather& weather) {
  const auto rmse = weather.cube("rmse"), error = weather.cube("mean_error");
  Json rows = Json::array();
  for (std::size_t variable = 0; variable < weather.variables.size(); ++variable)
    for (std::size_t year = 0; year < weather.years.size(); ++year)
      for (std::size_t month = 0; month < 12; ++month) {
        if (!(weather.count.at({variable, year, month}) > 0)) continue;
        if (std::isnan(rmse.at({variable, year, month}))) continue;
        rows.push_back({{"variable", weather.variables[variable]},
                        {"unit", weather.units[variable]},
                        {"when", when(weather.years[year], static_cast<int>(month) + 1)},
                        {"rmse", number_or_null(rmse.at({variable, year, month}))},
                        {"me", number_or_null(error.at({variable, year, month}))}});
      }
  return rows;
}

Json place(double x, double y) {
  return {{"x_km", x / metres_per_km}, {"y_km", y / metres_per_km}};
}

/// Where stations lie, in the study grid's CRS; nothing on a geographic grid, where km mean nothing.
std::optional<Json> station_chart(const Weather& weather, const std::string& map_file) {
  const auto& archive = weather.input.archive;
  if (!archive.has("/weather/longitude")) return std::nullopt;
  const MapReader map(archive.file().parent_path() / map_file);
  const auto crs = Crs::from_text(map.crs_wkt());
  const auto grid = map.grid();
  if (crs.is_geographic()) return std::nullopt;
  auto x = archive.read<double>("/weather/longitude"), y = archive.read<double>("/weather/latitude");
  const auto names = labels(archive, "/weather", "station");
  CrsTransform(Crs::wgs84(), crs)(x, y);
  const auto flags = archive.read<std::string>("/weather/flag_station");
  const std::set<std::string> flagged(flags.begin(), flags.end());
  const auto step = (names.size() + most_stations - 1) / most_stations;
  Json rows = Json::array();
  for (std::size_t i = 0; i < names.size(); i += std::max<std::size_t>(1, step)) {
    if (std::isnan(x[i])) continue;
    auto row = place(x[i] * crs.unit(), y[i] * crs.unit());
    row["station"] = names[i];
    row["flagged"] = flagged.contains(names[i]);
    rows.push_back(std::move(row));
  }
  const double unit = crs.unit();
  const double west = grid.west() * unit, east = grid.east() * unit, north = grid.north() * unit,
               south = grid.south() * unit;
  const Json box{place(west, south), place(east, south), place(east, north), place(west, north),
                 place(west, south)};
  return chart_item(
      "stations",
      {"stations", "Weather stations", "Map of the weather stations and of the study area's extent",
       step > 1 ? fmt::format("One in {} of {} stations is drawn.", step, names.size())
                : "The rectangle is the study grid."},
      {{"rows", std::move(rows)}, {"box", box}});
}

/// The kriged fields of a variable in the focus's month, one frame a year.
std::optional<Json> field_map(const Weather& weather, const Cube& field, std::size_t variable) {
  const auto height = field.size(3), width = field.size(4);
  const auto x = weather.input.archive.read<double>("/weather/field_x");
  std::vector<MapItems::Frame> frames;
  for (std::size_t year = 0; year < weather.years.size(); ++year) {
    if (!weather.kriged(variable, year)) continue;
    Picture picture{static_cast<int>(width), static_cast<int>(height), {}, 0};
    for (std::size_t row = 0; row < height; ++row)
      for (std::size_t col = 0; col < width; ++col)
        picture.values.push_back(static_cast<float>(field.at({variable, year, weather.month(), row, col})));
    frames.push_back({weather.years[year], std::move(picture)});
  }
  const auto& name = weather.variables[variable];
  const auto month = month_name(weather.input.focus.month());
  return weather.input.maps.item_of({"field-" + name, fmt::format("Kriged {} in {}", name, month),
                                     fmt::format("Maps of kriged {}, one a year", name),
                                     fmt::format("Drawn from {} x {} places.", width, height)},
                                    frames, map_style(name, {}),
                                    fmt::format("{}, {}", name, weather.units[variable]));
}

Json weather_sentences(const Weather& weather) {
  const auto rmse = weather.cube("rmse");
  Json lead = Json::array();
  const auto year = weather.years.size() - 1, month = weather.month();
  for (std::size_t variable = 0; variable < weather.variables.size(); ++variable) {
    if (!weather.kriged(variable, year)) continue;
    const std::vector<std::size_t> at{variable, year, month};
    if (std::isnan(rmse.at(at))) continue;
    lead.push_back(
        Sentence(fmt::format("The {} of {} {} is kriged from {{0}} stations; leaving each out in turn, its "
                             "value is missed by {{1}} {} (root mean square).",
                             weather.variables[variable], month_name(weather.input.focus.month()),
                             weather.years[year], weather.units[variable]))
            .number({weather.count.at(at), weather.count.source(at)}, 0)
            .number({rmse.at(at), rmse.source(at)}, 2)
            .json());
  }
  const auto flags = weather.input.archive.read<std::string>("/weather/flag_station");
  if (!flags.empty())
    lead.push_back(Sentence(fmt::format("{} station value{} contradicted by the other stations.",
                                        flags.size(), flags.size() == 1 ? " is" : "s are"),
                            "warning")
                       .json());
  return lead;
}

}  // namespace

std::optional<Json> weather_section(const ReportInput& input) {
  if (!input.archive.has("/weather/stations")) return std::nullopt;
  const Weather weather(input);
  if (!weather.any()) return std::nullopt;
  Json items = Json::array();
  const auto maps = input.archive.read<std::string>("/maps/npp");
  if (!maps.empty())
    if (auto chart = station_chart(weather, maps.front())) items.push_back(std::move(*chart));
  if (input.archive.has("/weather/field")) {
    const auto field = weather.cube("field");
    for (std::size_t variable = 0; variable < weather.variables.size(); ++variable)
      if (auto map = field_map(weather, field, variable)) items.push_back(std::move(*map));
  }
  auto points = variogram_rows(weather);
  if (!points.empty()) {
    const std::string last = points.back()["when"];
    items.push_back(
        chart_item("variogram",
                   {"variogram", "Variograms",
                    "Semivariance of pairs of stations against their distance, with the model used",
                    "Points: pairs of stations, by distance. Line: the model that kriging uses."},
                   {{"rows", std::move(points)}}, {{"when", last}}));
  }
  auto errors = validation_rows(weather);
  if (!errors.empty())
    items.push_back(chart_item(
        "cross-validation",
        {"cross-validation", "How well stations predict each other",
         "Leave-one-out root mean square error and mean error of each weather variable, by month", ""},
        {{"rows", std::move(errors)}}));
  return section("weather", "Weather", weather_sentences(weather), std::move(items));
}

}  // namespace minenpp::io
