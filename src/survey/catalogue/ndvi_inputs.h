#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/raster/grid_reader.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// One band that gives NDVI of one month.
struct NdviSource {
  std::string path;  ///< of the file
  int band = 1;
  int month = 1;
  bool chosen = true;       ///< the band was chosen; else the raster may have no other
  std::string raster = {};  ///< what GDAL opens, a variable of the file; empty: the file
};

/// NDVI rasters by year, in order of month and path. Years and months are of the names of files
/// (ndvi.pattern), of the time axis of netCDF files, or set (ndvi.year, ndvi.month, ndvi.stack-months). Empty
/// where scenes.from is set. Throws Error(usage) where a date cannot be told and for settings that contradict
/// each other, Error(input) for no file and for a time axis that contradicts the file's name.
[[nodiscard]] std::map<int, std::vector<NdviSource>> find_ndvi(const Settings& settings);

/// How an NDVI band is to be read. Throws Error(usage) where ndvi.crs is none.
[[nodiscard]] io::RasterSettings ndvi_raster(const Settings& settings, const NdviSource& source);

}  // namespace minenpp::survey
