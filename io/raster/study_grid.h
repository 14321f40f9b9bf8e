#pragma once

#include <optional>
#include <span>
#include <string>

#include "io/gdal/crs.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// The grid every input is brought to, with the CRS its coordinates are in. Projected grids count in metres,
/// geographic ones in degrees of longitude and latitude.
struct StudyGrid {
  model::Grid grid;
  Crs crs;
};

/// Pixel width and height, metres (projected) or degrees (geographic), both > 0.
struct PixelSize {
  double dx = 0;
  double dy = 0;
};

/// Outer edges, in the units of a CRS.
struct Bounds {
  double west = 0, south = 0, east = 0, north = 0;
};

/// A grid from the fewest whole pixels that hold `bounds`, with pixel (0, 0) at its north-west corner.
/// Throws Error(usage): a CRS that is neither geographic in degrees nor projected in metres, a pixel size or
/// bounds out of range, bounds without area.
[[nodiscard]] StudyGrid grid_from_bounds(const Crs& crs, PixelSize pixel, const Bounds& bounds);

/// The same with `bounds` first moved outward to whole multiples of the pixel size, so that grids of one
/// pixel size lie on each other whatever their bounds were. For the bounds of polygons, see layer_bounds().
[[nodiscard]] StudyGrid grid_snapped_to(const Crs& crs, PixelSize pixel, const Bounds& bounds);

/// The grid of a raster file, as it is. `crs`: used where the file has none; `crs_setting`: the setting named
/// in the error where both are missing. Throws Error(input): unreadable file, no CRS, no georeferencing, rows
/// not running from north to south (rotated or bottom-up); Error(usage): a CRS that is no study CRS.
[[nodiscard]] StudyGrid grid_of_raster(const std::string& path, const std::optional<Crs>& crs = {},
                                       const std::string& crs_setting = "grid.crs");

/// The grid in `target` that holds a raster's whole extent, snapped outward as grid_snapped_to does.
/// Throws like grid_of_raster, and Error(input) where part of the extent cannot be expressed in `target`.
[[nodiscard]] StudyGrid grid_around_raster(const std::string& path, const Crs& target, PixelSize pixel,
                                           const std::optional<Crs>& crs = {},
                                           const std::string& crs_setting = "grid.crs");

/// Outer edges of a grid.
[[nodiscard]] Bounds bounds_of(const model::Grid& grid);

/// The box that holds `bounds` seen from another CRS, from a lattice of 65 x 65 points over it; points that
/// cannot be moved are left out. Empty where none can.
[[nodiscard]] std::optional<Bounds> reprojected(const Bounds& bounds, const CrsTransform& transform);

/// Longitude and latitude (WGS 84, degrees) of grid positions. In place: `col` becomes longitude, `row`
/// latitude, both given as fractional pixels (a centre is index + 0.5). NaN where there is none. Equal sizes.
void to_lonlat(const StudyGrid& study, std::span<double> col, std::span<double> row);

/// The reverse, to coordinates: longitude and latitude (WGS 84, degrees) become x and y of the grid's CRS, in
/// place.
void to_grid_xy(const StudyGrid& study, std::span<double> lon_to_x, std::span<double> lat_to_y);

}  // namespace minenpp::io
