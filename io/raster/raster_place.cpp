#include "io/raster/raster_place.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "io/gdal/messages.h"
#include "io/raster/around_earth.h"
#include "io/raster/lonlat_axes.h"
#include "io/raster/study_grid.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr double aligned_within = 1e-6;  // pixels
constexpr int samples = 8;               // intervals a side, where a lattice of points stands for the whole

/// Coordinates of a lattice of (samples + 1)^2 points over the raster, corners included.
std::pair<std::vector<double>, std::vector<double>> lattice(const RasterPlace& place) {
  std::vector<double> x, y;
  for (int i = 0; i <= samples; ++i)
    for (int j = 0; j <= samples; ++j) {
      const auto [px, py] = place.coordinates(static_cast<double>(place.cols) * j / samples,
                                              static_cast<double>(place.rows) * i / samples);
      x.push_back(px);
      y.push_back(py);
    }
  return {std::move(x), std::move(y)};
}

Bounds bounds_of_place(const RasterPlace& place) {
  const auto [x, y] = lattice(place);
  const auto [west, east] = std::minmax_element(x.begin(), x.end());
  const auto [south, north] = std::minmax_element(y.begin(), y.end());
  return {*west, *south, *east, *north};
}

bool meet(const Bounds& a, const Bounds& b) {
  return a.west < b.east && b.west < a.east && a.south < b.north && b.south < a.north;
}

std::string extent_text(const Bounds& bounds, const Crs& crs) {
  return fmt::format("x {:.10g} to {:.10g}, y {:.10g} to {:.10g} in {}", bounds.west, bounds.east,
                     bounds.south, bounds.north, crs.label());
}

/// Moves the coordinates of a raster by whole turns to where its middle is nearest to `middle`.
void turn_towards(double middle, double turn, std::vector<double>& x) {
  const double away = turn * std::round((x[x.size() / 2] - middle) / turn);
  for (double& value : x) value -= away;
}

bool overlaps_as_it_counts(const RasterPlace& place, const model::Grid& grid, const Crs& crs) {
  const auto of_grid = reprojected(bounds_of(grid), CrsTransform(crs, place.crs));
  if (!of_grid || !meet(*of_grid, bounds_of_place(place))) return false;
  // Seen from the grid as well, since a box seen from afar is larger than what it holds.
  const auto of_raster = reprojected(bounds_of_place(place), CrsTransform(place.crs, crs));
  return !of_raster || meet(*of_raster, bounds_of(grid));
}

}  // namespace

bool RasterPlace::north_up() const {
  return transform[2] == 0 && transform[4] == 0 && transform[1] > 0 && transform[5] < 0;
}

std::pair<double, double> RasterPlace::coordinates(double col, double row) const {
  return {transform[0] + col * transform[1] + row * transform[2],
          transform[3] + col * transform[4] + row * transform[5]};
}

std::pair<double, double> RasterPlace::position(double x, double y) const {
  const double determinant = transform[1] * transform[5] - transform[2] * transform[4];
  const double east = x - transform[0], north = y - transform[3];
  return {(east * transform[5] - north * transform[2]) / determinant,
          (north * transform[1] - east * transform[4]) / determinant};
}

RasterPlace raster_place(GDALDataset& dataset, const std::optional<Crs>& crs,
                         const std::string& crs_setting) {
  const GdalMessages quiet;
  RasterPlace place;
  place.rows = dataset.GetRasterYSize();
  place.cols = dataset.GetRasterXSize();
  const auto& t = place.transform;
  if (dataset.GetGeoTransform(place.transform.data()) != CE_None || t[1] * t[5] - t[2] * t[4] == 0)
    throw Error(Fault::input, fmt::format("raster '{}' is not georeferenced: it has no corner and pixel size",
                                          dataset.GetDescription()));
  place.crs = Crs::from_srs(dataset.GetSpatialRef());
  if (place.crs.empty() && crs) place.crs = *crs;
  if (place.crs.empty() && has_lonlat_axes(dataset)) place.crs = Crs::wgs84();
  if (place.crs.empty())
    throw Error(Fault::input,
                fmt::format("raster '{}' has no coordinate reference system; write one into the file or "
                            "name it with the setting {}",
                            dataset.GetDescription(), crs_setting));
  return place;
}

std::optional<PixelShift> shift_onto(const RasterPlace& place, const model::Grid& grid, const Crs& crs) {
  if (!place.north_up()) return std::nullopt;
  auto [x, y] = lattice(place);
  if (CrsTransform(place.crs, crs)(x, y) > 0) return std::nullopt;
  if (grid.geographic()) turn_towards((grid.west() + grid.east()) / 2, 360 / crs.unit(), x);
  // By position and not by the names of the CRS: files often describe one CRS in several ways.
  const double col = std::round(grid.col_of(x[0]));
  const double row = std::round(grid.row_of(y[0]));
  constexpr double largest = 1e15;
  if (!(std::abs(col) < largest) || !(std::abs(row) < largest)) return std::nullopt;
  std::size_t k = 0;
  for (int i = 0; i <= samples; ++i)
    for (int j = 0; j <= samples; ++j, ++k) {
      const double want_col = col + static_cast<double>(place.cols) * j / samples;
      const double want_row = row + static_cast<double>(place.rows) * i / samples;
      if (!(std::abs(grid.col_of(x[k]) - want_col) <= aligned_within)) return std::nullopt;
      if (!(std::abs(grid.row_of(y[k]) - want_row) <= aligned_within)) return std::nullopt;
    }
  const PixelShift shift{static_cast<std::int64_t>(row), static_cast<std::int64_t>(col)};
  // Beyond its edges such a raster goes on, which copying does not know.
  if (goes_around(place) && (shift.cols > 0 || shift.cols + place.cols < grid.cols())) return std::nullopt;
  return shift;
}

model::Window part_under(const RasterPlace& place, const model::Grid& grid, const Crs& crs) {
  const auto box = reprojected(bounds_of_place(place), CrsTransform(place.crs, crs));
  if (!box) return grid.window();
  static constexpr double far = 1e15;
  const auto low = [](double value) {
    return static_cast<std::int64_t>(std::floor(std::clamp(value, -far, far))) - 2;
  };
  const auto high = [](double value) {
    return static_cast<std::int64_t>(std::ceil(std::clamp(value, -far, far))) + 2;
  };
  const auto row = low(grid.row_of(box->north)), col = low(grid.col_of(box->west));
  return intersect({row, col, high(grid.row_of(box->south)) - row, high(grid.col_of(box->east)) - col},
                   grid.window());
}

bool overlaps(const RasterPlace& place, const model::Grid& grid, const Crs& crs) {
  if (overlaps_as_it_counts(place, grid, crs)) return true;
  if (!place.crs.is_geographic()) return false;
  const double turn = 360 / place.crs.unit();
  return std::ranges::any_of(std::array{-turn, turn}, [&](double moved) {
    RasterPlace other = place;
    other.transform[0] += moved;
    return overlaps_as_it_counts(other, grid, crs);
  });
}

std::string extent_text(const RasterPlace& place) {
  return extent_text(bounds_of_place(place), place.crs);
}

std::string extent_text(const model::Grid& grid, const Crs& crs) {
  return extent_text(bounds_of(grid), crs);
}

}  // namespace minenpp::io
