#pragma once

#include <array>
#include <string>
#include <vector>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {

/// A point in the demo's CRS: easting and northing, m.
using MapPoint = std::array<double, 2>;

/// A closed ring without its repeated last point, clockwise on the map.
using MapRing = std::vector<MapPoint>;

struct NamedRing {
  std::string name;
  MapRing ring;
};

/// The study area: all districts, with a frayed outer edge that leaves some pixels outside. 509.8 km2 at
/// scale 1.
[[nodiscard]] MapRing study_boundary(const DemoLayout& layout);

/// Six townships a district; together they cover the study area exactly, without overlap.
[[nodiscard]] std::vector<NamedRing> township_polygons(const DemoLayout& layout);

/// Antaibao, Anjialing and East mine of each district.
[[nodiscard]] std::vector<NamedRing> mine_polygons(const DemoLayout& layout);

/// Area inside a ring, m2.
[[nodiscard]] double ring_area_m2(const MapRing& ring);

}  // namespace minenpp::survey
