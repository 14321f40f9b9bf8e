#include "survey/catalogue/grid_warnings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace minenpp::survey {

namespace {

constexpr double most_off = 0.05;
/// A grid wider than this lies in no UTM zone, nor in the two beside one.
constexpr double widest_in_utm_deg = 12;

/// Metres on the ground from one place to another nearby, on the ellipsoid of WGS 84.
double ground_distance(double lon_a, double lat_a, double lon_b, double lat_b) {
  constexpr double equatorial_m = 6378137, flattening = 1 / 298.257223563;
  constexpr double e2 = flattening * (2 - flattening), degree = std::numbers::pi / 180;
  const double sine = std::sin((lat_a + lat_b) / 2 * degree), w2 = 1 - e2 * sine * sine;
  const double along_meridian = equatorial_m * (1 - e2) / (w2 * std::sqrt(w2)),
               across = equatorial_m / std::sqrt(w2) * std::sqrt(1 - sine * sine);
  return std::hypot(along_meridian * (lat_b - lat_a) * degree,
                    across * std::remainder(lon_b - lon_a, 360) * degree);
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
  const auto [west, east] = std::ranges::minmax(places.longitude);
  if (!(east - west <= widest_in_utm_deg)) return "an equal-area projection of the country or continent";
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
  MapScale scale{std::numeric_limits<double>::infinity(), 0};
  for (std::size_t i = 0; i < lon.size(); i += 3)
    for (const auto& [step, length] : {std::pair{i + 1, study.grid.dx()}, {i + 2, study.grid.dy()}}) {
      const double found = length / ground_distance(lon[i], lat[i], lon[step], lat[step]);
      if (!std::isfinite(found)) continue;
      scale = {std::min(scale.least, found), std::max(scale.largest, found)};
    }
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return scale.largest > 0 ? scale : MapScale{nan, nan};
}

void warn_about_scale(const io::StudyGrid& study, Notices& notices) {
  if (study.grid.geographic()) return;
  const auto scale = map_scale(study);
  if (!(scale.least < 1 - most_off || scale.largest > 1 + most_off)) return;
  notices.warn(fmt::format(
      "study grid: lengths in {} are {:.2f} to {:.2f} times those on the ground, and areas, rings "
      "and distances are measured on the map; set grid.crs to a projection that keeps them, here "
      "for example {}",
      study.crs.label(), scale.least, scale.largest, advice_for(study)));
}

}  // namespace minenpp::survey
