#pragma once

#include <set>
#include <string>
#include <utility>

#include "io/colour/map_style.h"

namespace minenpp::io {

/// A QGIS layer style (the content of a .qml file, XML) for a raster with one band. A file NAME.qml beside
/// NAME.tif is taken by QGIS when the raster is opened. `limits`: the values, in the map's unit, at the ends
/// of the ramp of sequential and diverging maps. `codes`: the numbers that occur, of maps that number things.
[[nodiscard]] std::string qgis_style(const MapStyle& style, const std::pair<double, double>& limits,
                                     const std::set<std::int64_t>& codes);

}  // namespace minenpp::io
