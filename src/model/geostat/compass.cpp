#include "model/geostat/compass.h"

#include <cmath>

namespace minenpp::model {

Compass compass_at(const Position& at, Geometry geometry) {
  const double from_axis = std::hypot(at.x, at.y);
  if (geometry == Geometry::plane || from_axis == 0) return {{1, 0, 0}, {0, 1, 0}};
  const double r = std::hypot(from_axis, at.z);
  const Position east{-at.y / from_axis, at.x / from_axis, 0};
  const Position north{-at.z / r * at.x / from_axis, -at.z / r * at.y / from_axis, from_axis / r};
  return {east, north};
}

}  // namespace minenpp::model
