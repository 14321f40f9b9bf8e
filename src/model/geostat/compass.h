#pragma once

#include "model/geostat/position.h"

namespace minenpp::model {

/// Unit vectors to the east and north at a place. At a pole of the sphere and on the plane they are x and y.
struct Compass {
  Position east, north;
};

/// NaN in a position on the sphere gives NaN.
[[nodiscard]] Compass compass_at(const Position& at, Geometry geometry);

/// Component of the way from `from` to `to` along a unit vector, m.
[[nodiscard]] inline double component(const Position& from, const Position& to, const Position& direction) {
  return (to.x - from.x) * direction.x + (to.y - from.y) * direction.y + (to.z - from.z) * direction.z;
}

}  // namespace minenpp::model
