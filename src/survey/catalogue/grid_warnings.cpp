#include "survey/catalogue/grid_warnings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/no_data.h"

namespace minenpp::survey {

namespace {

constexpr double most_off = 0.05;
/// A grid wider than this lies in no UTM zone, nor in the two beside one.
constexpr double widest_in_utm_deg = 12;

/// Metres on the ground, to the east and north, from one place to another nearby, on the ellipsoid of WGS 84.
struct Way {
  double east, north;
  [[nodiscard]] double length() const { return std::hypot(east, north); }
};

Way ground_way(double lon_a, double lat_a, double lon_b, double lat_b) {
  constexpr double equatorial_m = 6378137, flattening = 1 / 298.257223563;
  constexpr double e2 = flattening * (2 - flattening), degree = std::numbers::pi / 180;
  const double sine = std::sin((lat_a + lat_b) / 2 * degree), w2 = 1 - e2 * sine * sine;
  const double along_meridian = equatorial_m * (1 - e2) / (w2 * std::sqrt(w2)),
               across = equatorial_m / std::sqrt(w2) * std::sqrt(1 - sine * sine);
  return {across * std::remainder(lon_b - lon_a, 360) * degree, along_meridian * (lat_b - lat_a) * degree};
}

struct Places {
  std::vector<double> longitude, latitude;
};

/// The pixel at each of five places of the grid, its centre and the ends of one step to the right and one
/// down.
Places steps_on(const io::StudyGrid& study) {
  const auto rows = static_cast<double>(study.grid.rows()), cols = static_cast<double>(study.grid.cols());
  Places places;
  for (const auto& [x, y] : {std::pair{0.5, 0.5}, {0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}, {1.0, 1.0}})
    for (const auto& [right, down] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}}) {
      places.longitude.push_back(x * cols + right);
      places.latitude.push_back(y * rows + down);
    }
  to_lonlat(study, places.longitude, places.latitude);
  return places;
}

std::string advice_for(const io::StudyGrid& study) {
  const auto places = steps_on(study);
  double west = 0, east = 0;
  for (const double longitude : places.longitude) {
    const double from_centre = std::remainder(longitude - places.longitude.front(), 360);
    west = std::min(west, from_centre);
    east = std::max(east, from_centre);
  }
  if (!(east - west <= widest_in_utm_deg)) return "a projection made for the country or continent";
  return "its UTM zone, " + utm_at(places.longitude.front(), places.latitude.front());
}

}  // namespace

std::string utm_at(double longitude, double latitude) {
  const double turned = longitude - 360 * std::floor((longitude + 180) / 360);
  const int zone = 1 + static_cast<int>(std::floor((turned + 180) / 6)) % 60;
  return fmt::format("EPSG:{}", (latitude >= 0 ? 32600 : 32700) + zone);
}

MapScale map_scale(const io::StudyGrid& study) {
  const auto places = steps_on(study);
  const auto& lon = places.longitude;
  const auto& lat = places.latitude;
  MapScale scale{std::numeric_limits<double>::infinity(), 0, 1};
  for (std::size_t i = 0; i < lon.size(); i += 3) {
    const auto right = ground_way(lon[i], lat[i], lon[i + 1], lat[i + 1]),
               down = ground_way(lon[i], lat[i], lon[i + 2], lat[i + 2]);
    const double across = study.grid.dx() / right.length(), along = study.grid.dy() / down.length();
    const double area =
        study.grid.dx() * study.grid.dy() / std::abs(right.east * down.north - right.north * down.east);
    if (!std::isfinite(across) || !std::isfinite(along) || !std::isfinite(area)) continue;
    scale.least = std::min({scale.least, across, along});
    scale.largest = std::max({scale.largest, across, along});
    if (std::abs(std::log(area)) > std::abs(std::log(scale.area))) scale.area = area;
  }
  return scale.largest > 0 ? scale : MapScale{model::no_data, model::no_data, model::no_data};
}

void warn_about_scale(const io::StudyGrid& study, Notices& notices) {
  if (study.grid.geographic()) return;
  const auto scale = map_scale(study);
  if (!(scale.least < 1 - most_off || scale.largest > 1 + most_off)) return;
  const auto areas = std::abs(scale.area - 1) > most_off
                         ? fmt::format(", areas up to {:.2f} times", scale.area)
                         : std::string();
  notices.warn(fmt::format(
      "study grid: lengths in {} are {:.2f} to {:.2f} times those on the ground{}, and rings, distances "
      "and areas are measured on the map; set grid.crs to a projection that keeps them, here for "
      "example {}",
      study.crs.label(), scale.least, scale.largest, areas, advice_for(study)));
}

}  // namespace minenpp::survey
