#pragma once

#include <vector>

#include "io/scenes/discovery.h"
#include "io/scenes/finding.h"

namespace minenpp::io {

/// Makes one result of all findings, in the order of FoundScenes, whatever the order of the findings.
///
/// Findings of one scene (same folder, id and level, or the same band files) become one: an MTL counts before
/// a STAC item, and that before a bare name; the others add their metadata files. They are broken where they
/// contradict each other in the date. Of two copies of a scene (product, sensor, date, path, row, level) the
/// older processing is broken, or else the one whose source comes later.
[[nodiscard]] FoundScenes settle(std::vector<Finding> findings);

}  // namespace minenpp::io
