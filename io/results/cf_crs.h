#pragma once

#include <string>

#include "io/hdf5/attributes.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// What a CF grid-mapping variable says about a coordinate system and grid: grid_mapping_name with its
/// parameters where CF-1.8 (Appendix F) has the projection, the ellipsoid, crs_wkt (WKT2:2019), and for GDAL
/// spatial_ref (WKT1) and GeoTransform. `wkt`: any form OGR reads. Throws Error(input) where it reads none,
/// or where the system is in degrees and the grid is not, or the reverse.
[[nodiscard]] Attributes grid_mapping_attributes(const std::string& wkt, const model::Grid& grid);

/// Attributes of the coordinate variables of pixel centres.
[[nodiscard]] Attributes x_attributes(const model::Grid& grid);
[[nodiscard]] Attributes y_attributes(const model::Grid& grid);

}  // namespace minenpp::io
