#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "survey/demo/scene_geometry.h"
#include "survey/demo/scene_plan.h"

namespace minenpp::survey {

/// The twin in one month, row by row of the study grid.
struct TwinMonth {
  std::vector<std::int16_t> ndvi;  ///< x 10000
  std::vector<std::uint8_t> land;  ///< codes of LandCode
};

/// The four layers of a scene, row by row, and how much of what was seen is cloud.
struct SceneImage {
  std::vector<std::uint16_t> red, nir, quality, saturation;
  double cloud_percent = 0;
};

/// What the satellite sees of the twin. Where the sky is clear and nothing is saturated, dropped or hidden,
/// red and near infrared give the twin's NDVI (scene_numbers.h); everywhere else they give something else.
/// Nothing but `seed`, the scene and the twin decides the image.
[[nodiscard]] SceneImage scene_image(const DemoScene& scene, std::uint64_t seed,
                                     const SceneGeometry& geometry, const TwinMonth& twin);

}  // namespace minenpp::survey
