#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/export/clip.h"
#include "io/export/map_list.h"

namespace minenpp::io {

/// Where and as what maps are exported.
struct ExportOptions {
  std::filesystem::path folder;  ///< made where missing
  std::string collection;        ///< name of the survey
  Clip clip;                     ///< what part; files of a zone end in its name
};

/// One raster that was written.
struct ExportedMap {
  std::filesystem::path path;
  std::uintmax_t bytes = 0;
  std::int64_t valid = 0;  ///< pixels that have a value
};

/// Writes maps as cloud-optimised GeoTIFFs, each with a style for QGIS (.qml) and a STAC item (.json), and
/// collection.json over all items of the folder. Files of the same name are replaced; each appears when it is
/// whole. All maps of a layer written together share one ramp. `done` is told each map. Throws Error(input)
/// for a damaged map, Error(system) where the disk refuses.
void export_maps(const std::vector<ResultMap>& maps, const ExportOptions& options,
                 const std::function<void(const ExportedMap&)>& done);

}  // namespace minenpp::io
