#include "survey/run/scene_list.h"

#include <map>

#include <fmt/format.h>

#include "mpi/collective_error.h"
#include "survey/catalogue/catalogue.h"
#include "survey/catalogue/grid_choice.h"
#include "survey/catalogue/scene_rules.h"
#include "survey/stages/scene_preparation.h"

namespace minenpp::survey {

namespace {

/// The survey as far as its scenes need it; what is wrong with other inputs does not matter here.
Catalogue scenes_only(const Settings& settings) {
  if (!settings.has("scenes.from"))
    throw model::Error(model::Fault::usage, "scenes.from is not set: there are no scenes to list");
  Notices quiet(false, "error");
  ProblemList scene_problems, problems;
  Catalogue catalogue;
  const SceneRules rules(settings);
  catalogue.scenes = find_scene_inputs(settings, scene_problems, quiet);
  if (catalogue.scenes.empty()) scene_problems.throw_if_any();
  rules.check_excluded(catalogue.scenes);
  problems.attempt("study grid", [&] { catalogue.grid = choose_grid(settings, {}, catalogue.scenes); });
  problems.throw_if_any();
  place_scenes(settings, catalogue.grid, catalogue.scenes, scene_problems, quiet);
  catalogue.area = read_study_area(settings, catalogue.grid, problems, quiet);
  problems.throw_if_any();
  return catalogue;
}

std::string percent_text(std::int64_t part, std::int64_t whole) {
  if (part < 0 || whole <= 0) return "-";
  return fmt::format("{:.1f}", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string path_row(const io::Scene& scene) {
  if (!scene.path) return "-";
  return fmt::format("{:03}/{:03}", *scene.path, scene.row.value_or(0));
}

std::string row_of(const SceneInput& input, const MeasuredScene* measured, std::int64_t area_pixels) {
  const auto& scene = input.scene;
  const bool used = input.used && (!measured || measured->used);
  const auto reason = !input.used ? input.reason : measured ? measured->reason : "";
  return fmt::format("{:<11} {:<10} {:<8} {:>7} {:>7} {:>7}  {:<4} {}{}\n", io::name_of(scene.sensor),
                     io::text_of(scene.date), path_row(scene),
                     measured ? percent_text(measured->present, area_pixels) : "-",
                     measured ? percent_text(measured->present - measured->usable, measured->present) : "-",
                     scene.cloud_share ? fmt::format("{:.1f}", 100 * *scene.cloud_share) : "-",
                     used ? "yes" : "no", scene.id, reason.empty() ? "" : "\n            " + reason);
}

}  // namespace

std::string list_scenes(const mpi::Communicator& ranks, const Settings& settings) {
  const auto catalogue = mpi::agree(ranks, [&] { return scenes_only(settings); });
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < catalogue.scenes.scenes.size(); ++i)
    if (catalogue.scenes.scenes[i].used) used.push_back(i);
  const auto measured = measure_scenes(ranks, settings, catalogue, used, {true, true});
  std::map<std::size_t, const MeasuredScene*> by_index;
  for (const auto& scene : measured) by_index[scene.index] = &scene;

  const auto area_pixels = catalogue.area.count(catalogue.grid.grid.window());
  const double min_clear = settings.number("scenes.min-clear");
  std::size_t total = 0;
  std::string text = fmt::format("{:<11} {:<10} {:<8} {:>7} {:>7} {:>7}  {:<4} {}\n", "sensor", "date",
                                 "path/row", "cover %", "masked%", "cloud %", "used", "scene");
  for (std::size_t i = 0; i < catalogue.scenes.scenes.size(); ++i) {
    const auto found = by_index.find(i);
    auto input = catalogue.scenes.scenes[i];
    const auto* scene = found == by_index.end() ? nullptr : found->second;
    if (scene && scene->used &&
        100 * static_cast<double>(scene->usable) < min_clear * static_cast<double>(scene->present)) {
      input.used = false;
      input.reason = "less of it is clear than scenes.min-clear asks for";
    }
    total += input.used && (!scene || scene->used) ? 1 : 0;
    text += row_of(input, scene, area_pixels);
  }
  for (const auto& scene : catalogue.scenes.broken)
    text +=
        fmt::format("broken: {}\n            {}\n", scene.id.empty() ? scene.source : scene.id, scene.reason);
  return text + fmt::format(
                    "{} of {} scenes are used. cover: of the study area; masked: of that, what cloud, "
                    "shadow, snow and saturation hide (measured); cloud: of the scene, as its metadata "
                    "state it\n",
                    total, catalogue.scenes.scenes.size() + catalogue.scenes.broken.size());
}

}  // namespace minenpp::survey
