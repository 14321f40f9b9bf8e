#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "io/gdal/crs.h"
#include "io/gdal/handles.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// Where a raster lies: its size, CRS and GDAL geotransform (x = t0 + col t1 + row t2, y = t3 + col t4 + row
/// t5).
struct RasterPlace {
  std::int64_t rows = 0, cols = 0;
  std::array<double, 6> transform{};
  Crs crs;

  [[nodiscard]] bool north_up() const;
  /// Coordinates of a fractional pixel position.
  [[nodiscard]] std::pair<double, double> coordinates(double col, double row) const;
  /// Fractional pixel position (col, row) of coordinates.
  [[nodiscard]] std::pair<double, double> position(double x, double y) const;
};

/// The place of an open raster; `crs` where the file has none, or else WGS 84 where has_lonlat_axes() holds.
/// Throws Error(input): no georeferencing, or no CRS in the file and none given (naming `crs_setting`).
[[nodiscard]] RasterPlace raster_place(GDALDataset& dataset, const std::optional<Crs>& crs,
                                       const std::string& crs_setting);

/// Rows and columns by which the raster's pixel (0, 0) lies off the grid's, where every raster pixel is
/// exactly a grid pixel: same pixel size, aligned and in coordinates that agree within 1e-6 pixel over the
/// whole raster, but for whole turns of longitude. Empty otherwise, and where the raster goes around the
/// Earth and the grid leaves it.
struct PixelShift {
  std::int64_t rows = 0, cols = 0;
};
[[nodiscard]] std::optional<PixelShift> shift_onto(const RasterPlace& place, const model::Grid& grid,
                                                   const Crs& crs);

/// The part of a grid that the raster may cover, from its outline; the whole grid where that cannot be told.
[[nodiscard]] model::Window part_under(const RasterPlace& place, const model::Grid& grid, const Crs& crs);

/// Do the raster and the grid share any ground? Longitudes of the raster that differ by whole turns are one.
[[nodiscard]] bool overlaps(const RasterPlace& place, const model::Grid& grid, const Crs& crs);

/// For messages: "x 1 to 2, y 3 to 4 in WGS 84 (EPSG:4326)".
[[nodiscard]] std::string extent_text(const RasterPlace& place);
[[nodiscard]] std::string extent_text(const model::Grid& grid, const Crs& crs);

}  // namespace minenpp::io
