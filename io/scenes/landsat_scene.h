#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/scenes/finding.h"
#include "io/scenes/landsat_files.h"
#include "io/scenes/missing_quality.h"
#include "io/scenes/scene_folder.h"

namespace minenpp::io {

/// Scenes of Collection 2 (Level-2 and Level-1), of Collection 1 (Level-1) and of the time before, by their
/// MTL or, Collection 2 Level-2, by their file names alone. Throws nothing for a scene that cannot be used:
/// it is among the findings, broken.
[[nodiscard]] std::vector<Finding> landsat_scenes(const SceneFolder& folder,
                                                  const std::map<std::string, LandsatGroup>& groups,
                                                  MissingQuality missing = MissingQuality::refuse);

/// Puts date, path, row, cloud and sun of an MTL into a scene. Throws Error(input): a DATE_ACQUIRED that is
/// no date or another one than `name` says, a number that is none.
void apply_mtl(const Metadata& mtl, const LandsatName& name, Scene& scene);

/// Id, sensor, path, row and date of a scene from its name.
[[nodiscard]] Scene scene_of(const LandsatName& name, const std::string& source);

}  // namespace minenpp::io
