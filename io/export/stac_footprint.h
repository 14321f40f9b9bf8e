#pragma once

#include <vector>

#include <nlohmann/json.hpp>

namespace minenpp::io {

/// Adds "geometry" and "bbox" to a STAC item, as GeoJSON (RFC 7946) has them: longitudes in -180..180,
/// whatever the grid counts to; an area that crosses 180 degrees is a MultiPolygon cut there, and its box has
/// a west greater than its east. `lon`, `lat`: the area's outline in degrees, counter-clockwise and closed;
/// its longitudes may jump by whole turns. An outline around a pole is left as it is.
void add_footprint(nlohmann::json& item, std::vector<double> lon, const std::vector<double>& lat);

/// The box (west, south, east, north) that holds all boxes, each as add_footprint makes it. Throws
/// std::out_of_range where one has fewer numbers.
[[nodiscard]] std::vector<double> box_around(std::vector<std::vector<double>> boxes);

}  // namespace minenpp::io
