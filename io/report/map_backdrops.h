#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "io/report/sentence.h"

namespace minenpp::io {

/// Outlines of the mines on a map of rings (maps/rings-YYYY.nc), as a PNG to lie over other maps of the same
/// grid: a dark line within the mines and a light one around it, which show on any colour. Nothing where it
/// has no mine. Throws Error(input) for a file that is no such map.
[[nodiscard]] std::optional<std::string> mine_outlines(const std::filesystem::path& rings);

/// The relief under a map: the elevation model `dem`, brought to the map's grid and lit from the north-west,
/// as a grey PNG. Nothing where GDAL cannot read or warp it: a report does not fail for want of a backdrop.
[[nodiscard]] std::optional<std::string> relief(const std::filesystem::path& dem,
                                                const std::filesystem::path& map);

}  // namespace minenpp::io
