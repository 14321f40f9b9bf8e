#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/gdal/crs.h"
#include "survey/catalogue/scene_inputs.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// The settings that say which scenes are wanted.
class SceneRules {
 public:
  /// Throws Error(usage) for a sensor that is none.
  explicit SceneRules(const Settings& settings);

  /// Why the scene is not wanted; empty where it is.
  [[nodiscard]] std::string objection(const io::Scene& scene) const;

  /// Throws Error(usage) where scenes.exclude names a scene that was not found.
  void check_excluded(const SceneInputs& inputs) const;

 private:
  std::set<int> years_, months_;
  std::set<std::string> sensors_, excluded_;
  double max_cloud_;
};

/// How a scene is brought to OLI, as set; never one of OLI itself or of MODIS.
[[nodiscard]] model::Harmonisation harmonisation_of(const Settings& settings, const io::Scene& scene);

/// `text` without the folders that hold scenes.from, so that what is stored does not depend on where inputs
/// lie.
[[nodiscard]] std::string without_folders(const Settings& settings, std::string text);

/// The CRS of scenes that carry none, as set.
[[nodiscard]] std::optional<io::Crs> scene_crs(const Settings& settings);

}  // namespace minenpp::survey
