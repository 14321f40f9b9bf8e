#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "survey/demo/demo_rasters.h"
#include "survey/demo/scene_geometry.h"
#include "survey/demo/scene_image.h"
#include "survey/demo/scene_plan.h"

namespace minenpp::survey {

/// Writes the demo's Landsat scenes, each into a folder of its own below "scenes". A scene's files depend on
/// the twin's rasters and the scene alone, so scenes can be made in any order by anyone.
class SceneWriter {
 public:
  /// The area of more districts is not made: a scene is held in memory whole.
  static constexpr std::int64_t largest_scale = 4;

  /// `rasters`: the twin, which must outlive this; its files are read when a scene is written.
  SceneWriter(std::filesystem::path folder, const DemoRasters& rasters, std::uint64_t seed, bool all_months);

  [[nodiscard]] const std::vector<DemoScene>& scenes() const { return scenes_; }

  /// Makes the scenes' folders and removes scenes that an older demo left there. Throws Error(system).
  void make_folders() const;

  /// Writes scene `index` (0..scenes().size()-1): red, near infrared, QA_PIXEL, QA_RADSAT, and the metadata
  /// as text, JSON and XML. Throws Error(system), or Error(input) where the twin's rasters cannot be read.
  void write(std::int64_t index);

 private:
  [[nodiscard]] std::filesystem::path folder_of(const DemoScene& scene) const;
  [[nodiscard]] const SceneGeometry& geometry_of(int path);
  [[nodiscard]] TwinMonth twin_of(const DemoScene& scene) const;

  std::filesystem::path folder_;
  const DemoRasters& rasters_;
  std::uint64_t seed_;
  std::vector<DemoScene> scenes_;
  std::map<int, SceneGeometry> geometries_;  // by path, made once for all dates
};

}  // namespace minenpp::survey
