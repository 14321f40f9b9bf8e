#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/scenes/finding.h"
#include "io/scenes/landsat_files.h"
#include "io/scenes/scene_folder.h"

namespace minenpp::io {

/// Surface reflectance as ESPA delivers it (STEM_sr_band4.tif), with its XML (STEM.xml), else by the MTL or
/// the name. A quality layer may be absent: ESPA leaves out what was not ordered.
///
/// The factor comes from the XML; without it integers count 0.0001 and floating-point numbers are taken as
/// reflectance, valid 0..1. Throws nothing for a scene that cannot be used: it is among the findings, broken.
[[nodiscard]] std::vector<Finding> espa_scenes(const SceneFolder& folder,
                                               const std::map<std::string, LandsatGroup>& groups);

}  // namespace minenpp::io
