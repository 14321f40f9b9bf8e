#pragma once

#include <string>
#include <vector>

#include "io/scenes/missing_quality.h"
#include "io/scenes/scene.h"

namespace minenpp::io {

/// Everything that was found, in order of date, sensor, path, row and id; independent of the order in which
/// the file system lists.
struct FoundScenes {
  std::vector<Scene> scenes;
  std::vector<BrokenScene> broken;
};

/// Finds scenes in `places`: folders (searched with their subfolders), .tar files as delivered (read through
/// GDAL's /vsitar/), STAC files (.json: an Item, or an ItemCollection/FeatureCollection), and folders that
/// hold any of these.
///
/// Known are: Landsat Collection 2 Level-2 and Level-1, Collection 1 Level-1, Level-1 before collections
/// (with MTL), ESPA surface reflectance (old and Collection 1 names, with or without its XML), STAC items
/// (assets by eo:common_name, by key, or by title band), MOD13Q1/MYD13Q1 and their A1, A2 and A3 relatives
/// (HDF4 files where GDAL has the driver; else GeoTIFFs of layers named like the product). A STAC item and
/// the MTL of the same files are one scene.
///
/// Broken scenes, with the reason, are: a band that is missing (or, with MissingQuality::refuse, a quality
/// layer that Landsat's collections deliver), an MTL that names another scene, a date that cannot be told,
/// two copies of one scene (same product: sensor, date, path, row and level; the later one is the broken
/// one), an item whose asset file is absent (remote addresses are looked for by file name beside the item;
/// nothing is fetched), a metadata file that cannot be read. Pixels are not looked at.
///
/// Throws Error(input): a place that does not exist or cannot be listed, or in which nothing at all was
/// found (saying what it holds).
[[nodiscard]] FoundScenes find_scenes(const std::vector<std::string>& places,
                                      MissingQuality missing = MissingQuality::refuse);

}  // namespace minenpp::io
