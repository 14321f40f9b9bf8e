#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

#include "model/space/polygon_raster.h"

namespace minenpp::model {

inline Ring rectangle_ring(double col, double row, double cols, double rows) {
  return {{col, row}, {col + cols, row}, {col + cols, row + rows}, {col, row + rows}};
}

/// A closed wiggly line around a centre.
inline Ring wiggly_ring(std::mt19937_64& random, double col, double row, double radius, int vertices) {
  std::uniform_real_distribution<double> stretch(0.3, 1.0);
  Ring ring;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 2 * std::numbers::pi * i / vertices;
    const double r = radius * stretch(random);
    ring.push_back({col + r * std::cos(angle), row + r * std::sin(angle)});
  }
  return ring;
}

}  // namespace minenpp::model
