#pragma once

#include <cstdint>
#include <vector>

#include "io/raster/study_grid.h"

namespace minenpp::survey {

/// Where the images of one path lie and what of the twin their pixels show.
struct SceneGeometry {
  io::StudyGrid place;
  /// For each pixel of the image, row by row, the pixel of the study grid that it shows (row * cols + col);
  /// -1 where the image has nothing.
  std::vector<std::int64_t> shows;
};

/// `path`: demo_home_path or demo_east_path (scene_plan.h).
///
/// The home path's pixels are those of the study grid, with 48 more on each side: there the twin is mirrored,
/// up to the slanting edges of the image. The east path's image is in UTM zone 50N on pixels whose centres
/// are whole multiples of 30 m; it holds the eastern 60 % of the study area, and each pixel shows the study
/// pixel its centre lies in.
[[nodiscard]] SceneGeometry scene_geometry(int path, const io::StudyGrid& study);

}  // namespace minenpp::survey
