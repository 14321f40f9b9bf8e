#pragma once

#include <string>
#include <vector>

#include "io/scenes/finding.h"
#include "io/scenes/missing_quality.h"
#include "io/scenes/scene_folder.h"

namespace minenpp::io {

/// Scenes of the STAC files (.json) of a folder. JSON that is no STAC item is passed over. Numbers become
/// reflectance by the item's own scale and offset; else by Collection 2 for Landsat; else as they are where
/// they are floating-point. A Landsat item without a quality layer is broken unless `missing` says to use it.
/// Throws nothing for an item that cannot be used: it is among the findings, broken.
[[nodiscard]] std::vector<Finding> stac_scenes(const SceneFolder& folder,
                                               MissingQuality missing = MissingQuality::refuse);

/// The same for one file of the folder.
[[nodiscard]] std::vector<Finding> stac_scenes(const SceneFolder& folder, const std::string& file,
                                               MissingQuality missing = MissingQuality::refuse);

}  // namespace minenpp::io
