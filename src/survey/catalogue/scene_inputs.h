#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "io/scenes/scene.h"
#include "io/scenes/scene_reader.h"
#include "survey/catalogue/problem_list.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

/// A scene that was found, and whether the survey uses it.
struct SceneInput {
  io::Scene scene;
  bool used = true;
  std::string reason = {};  ///< why it is not used; empty where it is
};

/// All scenes that scenes.from holds, in order of date; empty where it is not set.
struct SceneInputs {
  std::vector<SceneInput> scenes;
  std::vector<io::BrokenScene> broken;
  bool striped = false;  ///< are most of the used ones stored in strips?

  [[nodiscard]] bool empty() const { return scenes.empty() && broken.empty(); }
};

/// Finds the scenes and applies the rules that need no pixel: years, months, sensors, exclusions, cloud in
/// the metadata, Level-1 where surface reflectance of the same scene is there. Scenes that are broken or lack
/// a quality layer are problems, or are skipped with a warning (input.skip-broken).
[[nodiscard]] SceneInputs find_scene_inputs(const Settings& settings, ProblemList& problems,
                                            Notices& notices);

/// Opens the files of the used scenes: those that do not touch the grid are not used; layers that are
/// missing, of another size or cut off are problems, or skipped.
void place_scenes(const Settings& settings, const io::StudyGrid& grid, SceneInputs& inputs,
                  ProblemList& problems, Notices& notices);

/// The stored numbers of a scene's dark object, red and near infrared; -1 where none was looked for.
using DarkObject = std::array<std::int64_t, 2>;
inline constexpr DarkObject no_dark_object{-1, -1};

/// Does this scene need a dark object?
[[nodiscard]] bool needs_dark_object(const Settings& settings, const io::Scene& scene);

/// How the scene is to be read. `dark`: used where the scene needs one.
[[nodiscard]] io::SceneReading scene_reading(const Settings& settings, const io::Scene& scene,
                                             const DarkObject& dark);

/// All files of a scene that its values depend on, each once.
[[nodiscard]] std::vector<std::string> files_of(const io::Scene& scene);

/// "LC08_L2SP_... (Landsat 8, 2019-12-01)", for messages.
[[nodiscard]] std::string label_of(const io::Scene& scene);

}  // namespace minenpp::survey
