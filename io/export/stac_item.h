#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "io/export/map_list.h"
#include "io/gdal/crs.h"
#include "io/raster/study_grid.h"

namespace minenpp::io {

/// An exported raster, for its STAC item.
struct ExportedRaster {
  std::string name;      ///< of the files and the item, without ending
  const ResultMap* map;  ///< what it shows
  const MapStyle* style;
  std::string zone = {};  ///< it is cut to; empty: the whole grid
};

/// The file's link in STAC: "./npp-2020-08.tif", letters beyond ASCII as %XX.
[[nodiscard]] std::string stac_href(const std::string& file);

/// A STAC 1.0.0 item (GeoJSON feature) for an exported GeoTIFF, read back from the file itself: footprint and
/// box in longitude and latitude, the time the map speaks of as start_datetime and end_datetime, the
/// projection extension, and an asset "data" with the raster and classification extensions; an asset "style"
/// for QGIS. `collection`: id of the collection in ./collection.json. Throws Error(input) where the file
/// cannot be read or its CRS has no longitudes.
[[nodiscard]] nlohmann::json stac_item(const ExportedRaster& raster, const std::filesystem::path& tif,
                                       const std::string& collection);

}  // namespace minenpp::io
