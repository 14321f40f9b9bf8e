#include "survey/catalogue/station_elevations.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/gdal/dataset.h"
#include "model/stats/median.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/weather/elevation_reader.h"

namespace minenpp::survey {

namespace {

constexpr double feet_in_metre = 3.2808;
/// A DEM's pixel and the place of a station differ by some tens of metres, and by more in mountains.
constexpr double factor_within = 1.15;
constexpr double feet_beyond_m = 300, far_beyond_m = 500;

bool is_about_feet(double feet, double metres) {
  if (!(feet - metres > feet_beyond_m) || !(metres > 0)) return false;
  const double off = feet / metres / feet_in_metre;
  return off < factor_within && off > 1 / factor_within;
}

std::string names_of(std::span<const ElevationPair> pairs) {
  constexpr std::size_t most = 5;
  std::vector<std::string> texts;
  for (const auto& [id, table_m, dem_m] : pairs.first(std::min(most, pairs.size())))
    texts.push_back(fmt::format("'{}' {:.0f} m (DEM {:.0f} m)", id, table_m, dem_m));
  const auto more = pairs.size() - texts.size();
  return fmt::format("{}{}", fmt::join(texts, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

template <typename Condition>
std::vector<ElevationPair> those(std::span<const ElevationPair> pairs, Condition&& condition) {
  std::vector<ElevationPair> some;
  std::ranges::copy_if(pairs, std::back_inserter(some), condition);
  return some;
}

/// The DEM on its own grid, of which single pixels are read.
class DemPixels {
 public:
  explicit DemPixels(const Settings& settings)
      : settings_(dem_raster(settings)),
        place_(io::raster_place(*io::open_raster(settings_.path), settings_.crs, settings_.crs_setting)) {}

  [[nodiscard]] bool north_up() const { return place_.north_up(); }

  /// NaN where the DEM does not reach, or has none. Not where it is not north-up.
  [[nodiscard]] std::vector<double> at(std::vector<double> lon, std::vector<double> lat) const {
    const auto& t = place_.transform;
    // Global DEMs may reach a little beyond the poles, which grids in degrees must not.
    const io::StudyGrid own{model::Grid(t[0], t[3], t[1], -t[5], place_.rows, place_.cols, false),
                            place_.crs};
    io::GridReader reader(settings_, own);
    io::to_grid_xy(own, lon, lat);
    std::vector<double> elevation(lon.size(), model::no_data);
    for (std::size_t i = 0; i < lon.size(); ++i) {
      const double col = std::floor(own.grid.col_of(turned(own.grid, lon[i]))),
                   row = std::floor(own.grid.row_of(lat[i]));
      const bool inside = col >= 0 && row >= 0 && col < static_cast<double>(place_.cols) &&
                          row < static_cast<double>(place_.rows);
      if (inside)
        reader.read({static_cast<std::int64_t>(row), static_cast<std::int64_t>(col), 1, 1},
                    {&elevation[i], 1});
    }
    return elevation;
  }

 private:
  /// A longitude moved by whole turns to near the DEM, which may count from -180 or from 0.
  [[nodiscard]] double turned(const model::Grid& grid, double x) const {
    if (!place_.crs.is_geographic()) return x;
    const double turn = 360 / place_.crs.unit(), middle = (grid.west() + grid.east()) / 2;
    return x - turn * std::round((x - middle) / turn);
  }

  io::RasterSettings settings_;
  io::RasterPlace place_;
};

std::vector<ElevationPair> pairs_of(const StationYear& stations, const DemPixels& dem) {
  constexpr std::size_t enough = 10000;
  const std::size_t step = 1 + stations.ids.size() / enough;
  std::vector<std::size_t> some;
  std::vector<double> lon, lat;
  for (std::size_t i = 0; i < stations.ids.size(); i += step) {
    if (std::isnan(stations.elevation_m[i])) continue;
    some.push_back(i);
    lon.push_back(stations.longitude_deg[i]);
    lat.push_back(stations.latitude_deg[i]);
  }
  const auto dem_m = dem.at(std::move(lon), std::move(lat));
  std::vector<ElevationPair> pairs;
  constexpr double lowest_m = -500;  // below are fill values, which are told of the study area
  for (std::size_t i = 0; i < some.size(); ++i)
    if (dem_m[i] > lowest_m)
      pairs.push_back({stations.ids[some[i]], stations.elevation_m[some[i]], dem_m[i]});
  return pairs;
}

/// Of the corners and the centre of the study area.
std::vector<double> sampled_dem(const Settings& settings, const Catalogue& catalogue) {
  ElevationReader reader(settings, catalogue.grid);
  std::vector<double> all, elevation;
  std::vector<std::uint8_t> inside;
  for (const auto& window : sample_windows(catalogue.grid.grid)) {
    reader.read(window, elevation);
    catalogue.area.mask(window, inside);
    for (std::size_t i = 0; i < elevation.size(); ++i)
      if (inside[i] != 0) all.push_back(elevation[i]);
  }
  return all;
}

}  // namespace

void judge_elevations(const Settings& settings, std::span<const ElevationPair> pairs, Notices& notices) {
  const auto in_feet =
      those(pairs, [](const ElevationPair& pair) { return is_about_feet(pair.table_m, pair.dem_m); });
  const auto dem_in_feet =
      those(pairs, [](const ElevationPair& pair) { return is_about_feet(pair.dem_m, pair.table_m); });
  const auto far = those(
      pairs, [](const ElevationPair& pair) { return std::abs(pair.table_m - pair.dem_m) > far_beyond_m; });
  if (!in_feet.empty())
    notices.warn(
        fmt::format("{}: elevations of {} of {} station(s) on weather.dem are 3.28 times those of the "
                    "DEM: {}; are they in feet? Metres are expected",
                    settings.where("stations.file"), in_feet.size(), pairs.size(), names_of(in_feet)));
  if (!dem_in_feet.empty())
    notices.warn(
        fmt::format("{}: elevations are 3.28 times those of {} of {} station(s) on it: {}; is it in "
                    "feet? Metres are expected",
                    settings.where("weather.dem"), dem_in_feet.size(), pairs.size(), names_of(dem_in_feet)));
  if (!in_feet.empty() || !dem_in_feet.empty() || 2 * far.size() <= pairs.size()) return;
  notices.warn(
      fmt::format("{}: elevations of {} of {} station(s) on weather.dem differ by more than {:g} m from "
                  "the DEM: {}; is the DEM the elevation in metres, and are the stations where the "
                  "table says?",
                  settings.where("stations.file"), far.size(), pairs.size(), far_beyond_m, names_of(far)));
}

void judge_level(const Settings& settings, double stations_m, double dem_m, Notices& notices) {
  const bool table = is_about_feet(stations_m, dem_m);
  if (!table && !is_about_feet(dem_m, stations_m)) return;
  notices.warn(fmt::format(
      "{}: no station lies on weather.dem, but the median elevation of the stations, {:.0f} m, and "
      "that of the DEM, {:.0f} m, differ by a factor of about 3.28; is the {} in feet? Metres "
      "are expected",
      settings.where(table ? "stations.file" : "weather.dem"), stations_m, dem_m, table ? "table" : "DEM"));
}

void check_station_elevations(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  if (!catalogue.science.weather.needs_elevation() || catalogue.stations.empty()) return;
  const auto& stations = catalogue.stations.front();
  if (stations.ids.empty()) return;
  const DemPixels dem(settings);
  if (!dem.north_up()) return;
  const auto pairs = pairs_of(stations, dem);
  judge_elevations(settings, pairs, notices);
  if (!pairs.empty()) return;
  const auto level_m = model::median_of(stations.elevation_m),
             dem_m = model::median_of(sampled_dem(settings, catalogue));
  if (level_m && dem_m) judge_level(settings, *level_m, *dem_m, notices);
}

}  // namespace minenpp::survey
