#pragma once

#include <string>

#include "io/vector/polygon_layer.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// How the polygons of `key` (zones.boundary, zones.mines, ...) are to be read: file, layer, CRS, repair.
/// Names and years are left to the caller. Throws Error(usage) where zones.crs is none.
[[nodiscard]] io::PolygonSettings polygon_settings(const Settings& settings, const std::string& key);

}  // namespace minenpp::survey
