#pragma once

#include <vector>

#include "io/scenes/finding.h"
#include "io/scenes/scene_folder.h"

namespace minenpp::io {

/// NDVI of MOD13Q1, MOD13A1, MOD13A2, MOD13A3 and Aqua's MYD13: the .hdf files of tiles, where GDAL has the
/// HDF4 driver, and GeoTIFFs of their layers. Integers count 0.0001, -2000..10000 are valid (-3000 is fill);
/// floating-point GeoTIFFs are taken as NDVI itself, -0.2..1. The date is the first of the 16 days or of the
/// month. Throws nothing for a file that cannot be used: it is among the findings, broken.
[[nodiscard]] std::vector<Finding> modis_scenes(const SceneFolder& folder);

/// Paths of the layers among the names of an HDF file's subdatasets; `ndvi` is empty where there is none.
struct ModisSubdatasets {
  std::string ndvi, reliability, vi_quality;
};
[[nodiscard]] ModisSubdatasets modis_subdatasets(const std::vector<std::string>& names);

}  // namespace minenpp::io
