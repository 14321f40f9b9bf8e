#pragma once

#include <string>
#include <vector>

#include "io/gdal/handles.h"
#include "io/raster/study_grid.h"
#include "model/space/polygon_raster.h"

namespace minenpp::io {

/// Has a feature no shape: no geometry, or one of no part?
[[nodiscard]] bool without_shape(const OGRGeometry* geometry);

/// A copy of a feature's geometry as plain two-dimensional polygons: curves become lines, heights are
/// dropped. `label` names the feature in messages, `repair_setting` what leaves such features out. Throws
/// Error(input): without_shape(), another type than polygon or multipolygon.
[[nodiscard]] GeometryHandle polygonal(const OGRGeometry* geometry, const std::string& label,
                                       const std::string& repair_setting);

/// The geometry itself where it is valid; a mended copy (its polygon parts) where it is not and `repair` is
/// set. Throws Error(input) with the place of the fault otherwise, and where nothing is left after mending.
[[nodiscard]] GeometryHandle valid(GeometryHandle geometry, bool repair, const std::string& label,
                                   const std::string& repair_setting);

/// All rings of all parts, in fractional pixels of the grid; on a grid in degrees each part wherever
/// longitudes are counted as the grid counts them.
[[nodiscard]] std::vector<model::Ring> pixel_rings(const OGRGeometry& geometry, const CrsTransform& to_grid,
                                                   const model::Grid& grid);

}  // namespace minenpp::io
