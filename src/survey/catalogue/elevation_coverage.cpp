#include "survey/catalogue/elevation_coverage.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/weather/elevation_reader.h"

namespace minenpp::survey {

namespace {

constexpr double lowest_believed_m = -500, highest_believed_m = 9000;
/// Where nearly all other land is higher than this, 0 is no shore. Not all: resampled voids have a low rim.
constexpr double far_above_sea_m = 100, low_share = 0.05;

struct ElevationCount {
  std::int64_t pixels = 0, missing = 0, impossible = 0, zero = 0;
  double farthest = 0;         ///< of those that are impossible
  std::vector<double> others;  ///< of all others but 0

  /// That all others but the lowest low_share exceed; 0 where there are none.
  [[nodiscard]] double low_land_m() {
    if (others.empty()) return 0;
    const auto rank = static_cast<std::ptrdiff_t>(low_share * static_cast<double>(others.size()));
    std::ranges::nth_element(others, others.begin() + rank);
    return others[static_cast<std::size_t>(rank)];
  }

  void add(double elevation) {
    ++pixels;
    if (std::isnan(elevation)) {
      ++missing;
    } else if (elevation == 0) {
      ++zero;
    } else if (elevation < lowest_believed_m || elevation > highest_believed_m) {
      ++impossible;
      if (std::abs(elevation) > std::abs(farthest)) farthest = elevation;
    } else {
      others.push_back(elevation);
    }
  }
};

std::vector<model::Window> spread_windows(const model::Grid& grid) {
  constexpr std::int64_t edge = 64, most_along = 16;
  const auto step = [](std::int64_t pixels) {
    const auto squares = (pixels + edge - 1) / edge;
    return edge * ((squares + most_along - 1) / most_along);
  };
  std::vector<model::Window> windows;
  for (std::int64_t row = 0; row < grid.rows(); row += step(grid.rows()))
    for (std::int64_t col = 0; col < grid.cols(); col += step(grid.cols()))
      windows.push_back(model::intersect({row, col, edge, edge}, grid.window()));
  return windows;
}

ElevationCount count_elevations(const Settings& settings, const Catalogue& catalogue) {
  ElevationCount count;
  ElevationReader reader(settings, catalogue.grid);
  std::vector<double> elevation;
  std::vector<std::uint8_t> inside;
  for (const auto& window : spread_windows(catalogue.grid.grid)) {
    if (catalogue.area.count(window) == 0) continue;
    reader.read(window, elevation);
    catalogue.area.mask(window, inside);
    for (std::size_t i = 0; i < elevation.size(); ++i)
      if (inside[i] != 0) count.add(elevation[i]);
  }
  return count;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  const double share = 100 * static_cast<double>(part) / static_cast<double>(whole);
  return share < 0.1 ? "less than 0.1 %" : fmt::format("{:.1f} %", share);
}

}  // namespace

void warn_about_elevation_gaps(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  if (!catalogue.science.weather.needs_elevation()) return;
  auto count = count_elevations(settings, catalogue);
  const double low_land_m = count.low_land_m();
  const auto likely_fill = low_land_m > far_above_sea_m ? count.zero : 0;
  const auto unusable = count.missing + count.impossible + likely_fill;
  if (unusable == 0) return;
  std::vector<std::string> causes;
  if (count.missing > 0)
    causes.push_back(fmt::format(
        "{} has none: a DEM that covers the study area would help, or zones.boundary without that land",
        percent(count.missing, count.pixels)));
  if (count.impossible > 0)
    causes.push_back(fmt::format(
        "{} has values outside {:g}..{:g} m (up to {:g}), which are taken as they are: "
        "weather.dem-nodata names the value that means no data",
        percent(count.impossible, count.pixels), lowest_believed_m, highest_believed_m, count.farthest));
  if (likely_fill > 0)
    causes.push_back(fmt::format(
        "{} is exactly 0 m, which is taken as it is, while nearly all other land lies above {:.0f} m: "
        "if 0 means no data, weather.dem-nodata = 0 says so",
        percent(likely_fill, count.pixels), std::floor(low_land_m)));
  notices.warn(
      fmt::format("{}: {} of the study area has no usable elevation, so its weather and NPP are "
                  "missing or wrong; {}",
                  settings.where("weather.dem"), percent(unusable, count.pixels), fmt::join(causes, "; ")));
}

}  // namespace minenpp::survey
