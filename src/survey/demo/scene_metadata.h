#pragma once

#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "survey/demo/scene_mtl.h"
#include "survey/demo/scene_plan.h"

namespace minenpp::survey {

/// Name of one file of a scene: layer "SR_B4.TIF", "QA_PIXEL.TIF", "MTL.txt", ...
[[nodiscard]] std::string scene_file_name(const DemoScene& scene, const std::string& layer);

/// The metadata of a scene as USGS gives it for Collection 2 Level-2, as far as anything reads it: all bands
/// of the product are named, though only red and near infrared are there, and the record of the Level-1
/// product repeats keys of the Level-2 product with other values. `cloud_percent`: of the pixels seen.
[[nodiscard]] std::vector<MtlGroup> scene_metadata(const DemoScene& scene, const io::StudyGrid& place,
                                                   double cloud_percent);

}  // namespace minenpp::survey
