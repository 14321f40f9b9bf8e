#pragma once

#include <string>

#include "io/raster/study_grid.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

/// Least and largest length on a projected grid's map over that on the ground (WGS 84), along rows and
/// columns at its centre and corners, and the area there that is most off. NaN where none of these has a
/// place on the ground.
struct MapScale {
  double least, largest, area;
};
[[nodiscard]] MapScale map_scale(const io::StudyGrid& study);

/// "EPSG:32649": the UTM zone of a place in degrees. Longitudes may count to 360.
[[nodiscard]] std::string utm_at(double longitude, double latitude);

/// Warns where lengths on the map are more than a twentieth off: rings, distances to mines, ranges of
/// variograms and areas are measured on the map (Web Mercator at 40 degrees has lengths 1.3 times too long,
/// areas 1.7).
void warn_about_scale(const io::StudyGrid& study, Notices& notices);

}  // namespace minenpp::survey
