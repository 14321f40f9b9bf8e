#include "survey/catalogue/scene_inputs.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/raster/raster_place.h"
#include "io/scenes/discovery.h"
#include "survey/catalogue/scene_rules.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

/// A scene that cannot be used: a problem, or a warning where the user wants to go on.
class BrokenScenes {
 public:
  BrokenScenes(const Settings& settings, ProblemList& problems, Notices& notices)
      : skip_(settings.yes("input.skip-broken")), problems_(problems), notices_(notices) {}

  void meet(const std::string& scene, const std::string& reason) {
    if (skip_)
      notices_.warn(fmt::format("scene {} is skipped: {}", scene, reason));
    else
      problems_.add(Fault::input,
                    fmt::format("scene {}: {} (input.skip-broken goes on without it)", scene, reason));
  }

 private:
  bool skip_;
  ProblemList& problems_;
  Notices& notices_;
};

void leave_out(SceneInput& input, std::string reason) {
  input.used = false;
  input.reason = std::move(reason);
}

/// Level-1 of a scene whose surface reflectance is there too.
void prefer_surface(SceneInputs& inputs) {
  using Identity = std::tuple<io::SceneSensor, io::Date, int, int>;
  const auto identity = [](const io::Scene& scene) {
    return Identity(scene.sensor, scene.date, scene.path.value_or(0), scene.row.value_or(0));
  };
  std::set<Identity> surface;
  for (const auto& input : inputs.scenes)
    if (input.used && input.scene.level == io::SceneLevel::surface && input.scene.path)
      surface.insert(identity(input.scene));
  for (auto& input : inputs.scenes)
    if (input.used && input.scene.level == io::SceneLevel::toa && surface.contains(identity(input.scene)))
      leave_out(input, "surface reflectance of the same scene is used");
}

io::MissingQuality missing_quality(const Settings& settings) {
  return settings.text("scenes.missing-quality") == "use" ? io::MissingQuality::use
                                                          : io::MissingQuality::refuse;
}

std::string have(std::size_t scenes) {
  return fmt::format("{} scene{}", scenes, scenes == 1 ? " has" : "s have");
}

std::string first_label(const std::vector<std::string>& labels) {
  return labels.front() + (labels.size() == 1 ? "" : ", ...");
}

void require_quality(const Settings& settings, SceneInputs& inputs, BrokenScenes& broken, Notices& notices) {
  const bool use_all = missing_quality(settings) == io::MissingQuality::use;
  std::vector<std::string> taken;
  for (auto& input : inputs.scenes) {
    if (!input.used || input.scene.quality) continue;
    if (use_all) {
      taken.push_back(label_of(input.scene));
      continue;
    }
    leave_out(input, "it has no quality layer");
    broken.meet(label_of(input.scene),
                "it has no quality layer, so clouds cannot be told; scenes.missing-quality=use takes every "
                "pixel as clear");
  }
  if (!taken.empty())
    notices.info(
        fmt::format("{} no quality layer, so every pixel counts as clear, clouds too "
                    "(scenes.missing-quality=use): {}",
                    have(taken.size()), first_label(taken)));
}

/// The quality layer of Collection 2 does not tell of saturation, as those before it did.
void tell_without_saturation(const SceneInputs& inputs, Notices& notices) {
  std::vector<std::string> without;
  for (const auto& [scene, used, reason] : inputs.scenes)
    if (used && scene.quality_layout == model::QualityLayout::qa_pixel && !scene.saturation)
      without.push_back(label_of(scene));
  if (!without.empty())
    notices.info(
        fmt::format("{} no layer of radiometric saturation (QA_RADSAT), so saturated pixels count: {}",
                    have(without.size()), first_label(without)));
}

void tell_harmonised(const Settings& settings, const SceneInputs& inputs, Notices& notices) {
  const auto count = std::ranges::count_if(inputs.scenes, [&](const SceneInput& input) {
    return input.used && harmonisation_of(settings, input.scene) != model::Harmonisation::none;
  });
  if (count > 0)
    notices.info(fmt::format(
        "{} scene{} of TM and ETM+ {} brought to OLI with the equations of Roy et al. 2016, "
        "which were fitted to data before Collection 2 (scenes.harmonise={})",
        count, count == 1 ? "" : "s", count == 1 ? "is" : "are", settings.text("scenes.harmonise")));
}

std::string places_text(const std::vector<std::string>& places) {
  return fmt::format("{}", fmt::join(places, ", "));
}

}  // namespace

std::string label_of(const io::Scene& scene) {
  return fmt::format("{} ({}, {})", scene.id, io::name_of(scene.sensor), io::text_of(scene.date));
}

std::vector<std::string> files_of(const io::Scene& scene) {
  std::set<std::string> files;
  for (const auto* band : {&scene.red, &scene.nir, &scene.ndvi})
    if (!band->path.empty()) files.insert(band->path);
  for (const auto* layer : {&scene.quality, &scene.saturation})
    if (*layer) files.insert((*layer)->path);
  return {files.begin(), files.end()};
}

SceneInputs find_scene_inputs(const Settings& settings, ProblemList& problems, Notices& notices) {
  SceneInputs inputs;
  if (!settings.has("scenes.from")) return inputs;
  BrokenScenes broken(settings, problems, notices);
  problems.attempt(settings.where("scenes.from"), [&] {
    std::vector<std::string> places;
    for (const auto& place : settings.paths("scenes.from")) places.push_back(place.string());
    auto found = io::find_scenes(places, missing_quality(settings));
    inputs.broken = std::move(found.broken);
    for (auto& scene : found.scenes) inputs.scenes.push_back({std::move(scene)});
    if (inputs.scenes.empty() && inputs.broken.empty())
      throw Error(Fault::input, fmt::format("no scene was found in {}", places_text(places)));
  });
  for (const auto& scene : inputs.broken)
    broken.meet(scene.id.empty() ? scene.source : scene.id, scene.reason);
  problems.attempt([&] {
    const SceneRules rules(settings);
    rules.check_excluded(inputs);
    for (auto& input : inputs.scenes)
      if (auto reason = rules.objection(input.scene); !reason.empty()) leave_out(input, std::move(reason));
  });
  prefer_surface(inputs);
  require_quality(settings, inputs, broken, notices);
  tell_without_saturation(inputs, notices);
  return inputs;
}

void place_scenes(const Settings& settings, const io::StudyGrid& grid, SceneInputs& inputs,
                  ProblemList& problems, Notices& notices) {
  BrokenScenes broken(settings, problems, notices);
  std::size_t used = 0, striped = 0;
  for (auto& input : inputs.scenes) {
    if (!input.used) continue;
    try {
      io::SceneFiles files(input.scene, scene_crs(settings), "scenes.crs");
      if (!io::overlaps(files.place(), grid.grid, grid.crs)) {
        leave_out(input, "it does not touch the study grid");
        continue;
      }
      files.check_ends();
      ++used;
      striped += files.striped() ? 1 : 0;
    } catch (const Error& error) {
      if (error.fault() != Fault::input) throw;
      leave_out(input, error.what());
      broken.meet(label_of(input.scene), error.what());
    }
  }
  inputs.striped = 2 * striped > used;
  tell_harmonised(settings, inputs, notices);
}

}  // namespace minenpp::survey
