#include "io/raster/study_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/raster/raster_place.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

// Bounds this close to a whole pixel, as a share of a pixel, are meant to be on it: decimal bounds are rarely
// exact.
constexpr double snap_slack = 1e-6;

void check_study_crs(const Crs& crs) {
  if (crs.empty()) throw Error(Fault::usage, "the study grid has no coordinate reference system");
  if (!crs.is_geographic() && !crs.is_projected())
    throw Error(Fault::usage,
                fmt::format("the study grid cannot be in {}: it is neither projected nor longitude and "
                            "latitude",
                            crs.label()));
  if (std::abs(crs.unit() - 1) > 1e-9)
    throw Error(Fault::usage,
                fmt::format("the study grid cannot be in {}: its unit is {} {}, 1 is needed", crs.label(),
                            crs.unit(), crs.is_geographic() ? "degrees" : "metres"));
}

std::int64_t pixels(double length, double size) {
  const double exact = std::ceil(length / size - snap_slack);
  if (!(exact >= 1) || exact > std::numeric_limits<int>::max())
    throw Error(Fault::usage,
                fmt::format("a study grid {} long cannot be cut into pixels of {}; 1 to {} of them are "
                            "possible",
                            length, size, std::numeric_limits<int>::max()));
  return static_cast<std::int64_t>(exact);
}

}  // namespace

StudyGrid grid_from_bounds(const Crs& crs, PixelSize pixel, const Bounds& bounds) {
  check_study_crs(crs);
  if (!(pixel.dx > 0) || !(pixel.dy > 0))
    throw Error(Fault::usage,
                fmt::format("the pixel size is {} x {}; both must be above 0", pixel.dx, pixel.dy));
  if (!(bounds.west < bounds.east) || !(bounds.south < bounds.north))
    throw Error(
        Fault::usage,
        fmt::format("the study bounds west {}, south {}, east {}, north {} hold no area; west must be below "
                    "east and south below north",
                    bounds.west, bounds.south, bounds.east, bounds.north));
  const auto rows = pixels(bounds.north - bounds.south, pixel.dy);
  const auto cols = pixels(bounds.east - bounds.west, pixel.dx);
  return {model::Grid(bounds.west, bounds.north, pixel.dx, pixel.dy, rows, cols, crs.is_geographic()), crs};
}

StudyGrid grid_snapped_to(const Crs& crs, PixelSize pixel, const Bounds& bounds) {
  if (!(pixel.dx > 0) || !(pixel.dy > 0)) return grid_from_bounds(crs, pixel, bounds);
  const auto down = [](double value, double size) { return std::floor(value / size + snap_slack) * size; };
  const auto up = [](double value, double size) { return std::ceil(value / size - snap_slack) * size; };
  Bounds snapped{down(bounds.west, pixel.dx), down(bounds.south, pixel.dy), up(bounds.east, pixel.dx),
                 up(bounds.north, pixel.dy)};
  if (!crs.empty() && crs.is_geographic()) {
    // A pixel size that does not divide 90 degrees must not push the grid over a pole.
    while (snapped.north > 90 + 1e-9) snapped.north -= pixel.dy;
    while (snapped.south < -90 - 1e-9) snapped.south += pixel.dy;
  }
  return grid_from_bounds(crs, pixel, snapped);
}

StudyGrid grid_of_raster(const std::string& path, const std::optional<Crs>& crs,
                         const std::string& crs_setting) {
  const auto dataset = open_raster(path);
  const auto place = raster_place(*dataset, crs, crs_setting);
  if (!place.north_up())
    throw Error(
        Fault::input,
        fmt::format("raster '{}' is rotated or runs from south to north; the study grid needs "
                    "rows from north to south and columns from west to east; grid.crs and grid.pixel-size "
                    "set one that the rasters are brought to",
                    path));
  check_study_crs(place.crs);
  const auto& t = place.transform;
  return {model::Grid(t[0], t[3], t[1], -t[5], place.rows, place.cols, place.crs.is_geographic()), place.crs};
}

StudyGrid grid_around_raster(const std::string& path, const Crs& target, PixelSize pixel,
                             const std::optional<Crs>& crs, const std::string& crs_setting) {
  check_study_crs(target);
  const auto dataset = open_raster(path);
  const auto place = raster_place(*dataset, crs, crs_setting);
  constexpr int steps = 64;
  std::vector<double> x, y;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; j <= steps; ++j) {
      const auto [px, py] = place.coordinates(static_cast<double>(place.cols) * j / steps,
                                              static_cast<double>(place.rows) * i / steps);
      x.push_back(px);
      y.push_back(py);
    }
  if (CrsTransform(place.crs, target)(x, y) > 0)
    throw Error(Fault::input,
                fmt::format("part of raster '{}' cannot be expressed in {}; give the study bounds instead",
                            path, target.label()));
  const auto [west, east] = std::minmax_element(x.begin(), x.end());
  const auto [south, north] = std::minmax_element(y.begin(), y.end());
  return grid_snapped_to(target, pixel, {*west, *south, *east, *north});
}

Bounds bounds_of(const model::Grid& grid) {
  return {grid.west(), grid.south(), grid.east(), grid.north()};
}

std::optional<Bounds> reprojected(const Bounds& bounds, const CrsTransform& transform) {
  constexpr int steps = 64;
  std::vector<double> x, y;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; j <= steps; ++j) {
      x.push_back(bounds.west + (bounds.east - bounds.west) * j / steps);
      y.push_back(bounds.south + (bounds.north - bounds.south) * i / steps);
    }
  transform(x, y);
  std::optional<Bounds> box;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i])) continue;
    if (!box) box = Bounds{x[i], y[i], x[i], y[i]};
    box->west = std::min(box->west, x[i]);
    box->east = std::max(box->east, x[i]);
    box->south = std::min(box->south, y[i]);
    box->north = std::max(box->north, y[i]);
  }
  return box;
}

void to_lonlat(const StudyGrid& study, std::span<double> col, std::span<double> row) {
  const auto& grid = study.grid;
  for (double& c : col) c = grid.west() + c * grid.dx();
  for (double& r : row) r = grid.north() - r * grid.dy();
  CrsTransform(study.crs, Crs::wgs84())(col, row);
}

void to_grid_xy(const StudyGrid& study, std::span<double> lon_to_x, std::span<double> lat_to_y) {
  CrsTransform(Crs::wgs84(), study.crs)(lon_to_x, lat_to_y);
}

}  // namespace minenpp::io
