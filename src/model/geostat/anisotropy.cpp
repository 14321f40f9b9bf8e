#include "model/geostat/anisotropy.h"

#include <cmath>
#include <numbers>
#include <string>

#include "model/error.h"

namespace minenpp::model {

namespace {

/// (x, y) -> (xx x + xy y, xy x + yy y): unchanged along the direction, longer across it.
struct Stretch {
  double xx, xy, yy;

  explicit Stretch(const Anisotropy& anisotropy) {
    const double angle = anisotropy.angle_deg * std::numbers::pi / 180;
    // Unit vector across the direction (sin, cos).
    const double across_x = std::cos(angle), across_y = -std::sin(angle);
    const double more = 1 / anisotropy.ratio - 1;
    xx = 1 + more * across_x * across_x;
    xy = more * across_x * across_y;
    yy = 1 + more * across_y * across_y;
  }
};

}  // namespace

void Anisotropy::check() const {
  if (!std::isfinite(angle_deg))
    throw Error(Fault::usage, "anisotropy: the angle must be a number, found " + std::to_string(angle_deg));
  if (!(ratio > 0 && ratio <= 1))
    throw Error(Fault::usage,
                "anisotropy: the ratio of the minor to the major range must be more than 0 and "
                "at most 1, found " +
                    std::to_string(ratio));
}

Position Anisotropy::stretched(const Position& at) const {
  if (ratio == 1) return at;
  const Stretch s(*this);
  return {s.xx * at.x + s.xy * at.y, s.xy * at.x + s.yy * at.y, at.z};
}

BatchPositions Anisotropy::stretched(const BatchPositions& at) const {
  if (ratio == 1) return at;
  const Stretch s(*this);
  BatchPositions to = at;
  to.x = s.xx * at.x + s.xy * at.y;
  to.y = s.xy * at.x + s.yy * at.y;
  return to;
}

}  // namespace minenpp::model
