#pragma once

#include <string>
#include <vector>

#include "io/scenes/finding.h"

namespace minenpp::fuzz {

/// GDAL with one driver alone: what a fuzzed name leads to is opened by none that could follow it further.
void prepare_gdal(const std::string& driver = "GTiff");

/// A GeoTIFF of 2 x 2 pixels, floating-point or 16-bit whole numbers with nodata -9999.
void write_raster(const std::string& path, bool floating);

/// Every scene that was found has what its later readers rely on, every broken one has a reason; then all are
/// settled.
void check_findings(std::vector<io::Finding> findings);

}  // namespace minenpp::fuzz
