#include "survey/demo/terrain.h"

#include <cmath>
#include <numbers>

#include "survey/demo/demo_layout.h"
#include "survey/demo/fractal_noise.h"

namespace minenpp::survey {
namespace {

double turn_of(std::int64_t pixel, std::int64_t period) {
  return 2 * std::numbers::pi * (static_cast<double>(pixel) + 0.5) / static_cast<double>(period);
}

// The window and one pixel around it, for the slopes.
std::vector<double> elevation_with_rim(std::uint64_t seed, const model::Window& window) {
  const model::Window rim{window.row - 1, window.col - 1, window.rows + 2, window.cols + 2};
  std::vector<double> elevation(static_cast<std::size_t>(rim.size()));
  FractalNoise(seed, 128, 6, 0.5).fill(rim, elevation);
  std::vector<double> ridge(static_cast<std::size_t>(rim.cols));
  for (std::int64_t c = 0; c < rim.cols; ++c) {
    ridge[static_cast<std::size_t>(c)] = 80 * std::cos(turn_of(rim.col + c, district_cols) - 0.35);
  }
  for (std::int64_t r = 0; r < rim.rows; ++r) {
    const double fall = 1310 + 40 * std::cos(turn_of(rim.row + r, district_rows) - 0.6);
    double* line = elevation.data() + r * rim.cols;
    for (std::int64_t c = 0; c < rim.cols; ++c)
      line[c] = fall + ridge[static_cast<std::size_t>(c)] + 55 * line[c];
  }
  return elevation;
}

}  // namespace

Terrain make_terrain(std::uint64_t seed, const model::Window& window) {
  const std::vector<double> rim = elevation_with_rim(seed, window);
  const std::int64_t width = window.cols + 2;
  Terrain terrain;
  for (auto* field : {&terrain.elevation_m, &terrain.slope, &terrain.sunniness}) {
    field->reserve(static_cast<std::size_t>(window.size()));
  }
  for (std::int64_t r = 0; r < window.rows; ++r) {
    for (std::int64_t c = 0; c < window.cols; ++c) {
      const double* here = rim.data() + (r + 1) * width + c + 1;
      const double eastward = (here[1] - here[-1]) / (2 * demo_pixel_m);
      const double northward = (here[-width] - here[width]) / (2 * demo_pixel_m);
      terrain.elevation_m.push_back(*here);
      terrain.slope.push_back(std::sqrt(eastward * eastward + northward * northward));
      terrain.sunniness.push_back((northward - eastward) * std::numbers::sqrt2 / 2);
    }
  }
  return terrain;
}

}  // namespace minenpp::survey
