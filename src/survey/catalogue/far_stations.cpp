#include "survey/catalogue/far_stations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "model/geostat/position.h"

namespace minenpp::survey {

namespace {

constexpr double far_m = 3000e3;

/// Distance to the box round the study grid, m.
class GridDistance {
 public:
  explicit GridDistance(const io::Bounds& box) : box_(box) {}

  [[nodiscard]] double operator()(double lon, double lat) const {
    const double middle = (box_.west + box_.east) / 2, half = (box_.east - box_.west) / 2;
    const double nearest_lon = middle + std::clamp(std::remainder(lon - middle, 360.0), -half, half);
    return model::great_circle_m(lon, lat, nearest_lon, std::clamp(lat, box_.south, box_.north));
  }

 private:
  io::Bounds box_;
};

/// What may have happened to coordinates that end up elsewhere.
struct Mistake {
  double lon, lat;
  const char* text;
};

/// "; with the sign of its longitude changed it would be 56 km away", of the mistakes that explain it.
std::string explanation(const io::Station& station, const GridDistance& distance, double others_reach) {
  const double lon = station.lon, lat = station.lat;
  const std::array mistakes{Mistake{-lon, lat, "the sign of its longitude changed"},
                            Mistake{lon, -lat, "the sign of its latitude changed"},
                            Mistake{-lon, -lat, "both signs changed"},
                            Mistake{lat, lon, "longitude and latitude exchanged"}};
  for (const auto& [right_lon, right_lat, text] : mistakes) {
    if (std::abs(right_lat) > 90) continue;
    const double metres = distance(right_lon, right_lat);
    if (metres <= others_reach)
      return fmt::format("; with {} it would be {:.0f} km away", text, metres / 1000);
  }
  return "";
}

}  // namespace

void warn_about_far_stations(const io::StationTable& table, const io::StudyGrid& study, Notices& notices) {
  const auto box = io::reprojected(io::bounds_of(study.grid), io::CrsTransform(study.crs, io::Crs::wgs84()));
  if (!box) return;
  const GridDistance distance(*box);
  std::vector<double> metres;
  for (const auto& station : table.stations()) metres.push_back(distance(station.lon, station.lat));
  auto sorted = metres;
  std::ranges::sort(sorted);
  const double half_are_within = sorted[(sorted.size() - 1) / 2];
  const double limit = std::max(far_m, 2 * half_are_within);
  if (!(sorted.back() > limit)) return;
  // Where the others all lie on the grid, one that would be in its surroundings is explained too.
  constexpr double surroundings_m = 500e3;
  const double others = *std::prev(std::ranges::upper_bound(sorted, limit));
  for (std::size_t i = 0; i < metres.size(); ++i) {
    if (!(metres[i] > limit)) continue;
    const auto& station = table.stations()[i];
    notices.warn(fmt::format(
        "station '{}' at longitude {:.6g}, latitude {:.6g} is {:.0f} km from the study grid, half of the "
        "stations are "
        "within {:.0f} km{}; is its place right? stations.exclude leaves it out",
        station.id, station.lon, station.lat, metres[i] / 1000, half_are_within / 1000,
        explanation(station, distance, std::max(others, surroundings_m))));
  }
}

}  // namespace minenpp::survey
