#pragma once

#include <optional>
#include <string>

#include "io/gdal/crs.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// The CRS that the setting `key` gives rasters without one; none where it is not set. Throws Error(usage),
/// naming the setting, for a text that is no CRS.
[[nodiscard]] std::optional<io::Crs> raster_crs(const Settings& settings, const std::string& key);

}  // namespace minenpp::survey
