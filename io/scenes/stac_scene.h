#pragma once

#include <string>
#include <vector>

#include "io/scenes/finding.h"
#include "io/scenes/scene_folder.h"

namespace minenpp::io {

/// Scenes of the STAC files (.json) of a folder. JSON that is no STAC item is passed over. Numbers become
/// reflectance by the item's own scale and offset; else by Collection 2 for Landsat; else as they are where
/// they are floating-point. Throws nothing for an item that cannot be used: it is among the findings, broken.
[[nodiscard]] std::vector<Finding> stac_scenes(const SceneFolder& folder);

/// The same for one file of the folder.
[[nodiscard]] std::vector<Finding> stac_scenes(const SceneFolder& folder, const std::string& file);

}  // namespace minenpp::io
