#include "survey/stages/scene_composite.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/stats/ndvi_histogram.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

using model::Window;

namespace {

/// What the tiles of a group may hold in memory.
constexpr std::int64_t group_bytes = std::int64_t{160} << 20;
constexpr std::int64_t most_group_pixels = std::int64_t{4} << 20;
/// The part of a scene that is held: a box around the tiles, which may lie apart in a scattered study area.
constexpr std::int64_t most_box_pixels = std::int64_t{8} << 20, widest_scene = 8192;

Window around(std::span<const Window> windows) {
  auto row = windows.front().row, col = windows.front().col;
  auto bottom = row, right = col;
  for (const auto& window : windows) {
    row = std::min(row, window.row);
    col = std::min(col, window.col);
    bottom = std::max(bottom, window.row + window.rows);
    right = std::max(right, window.col + window.cols);
  }
  return {row, col, bottom - row, right - col};
}

}  // namespace

SceneComposite::SceneComposite(const SurveyRun& run, std::size_t year,
                               const std::vector<MeasuredScene>& scenes, std::vector<Window> tiles)
    : run_(run),
      rasters_(run.catalogue.years[year]),
      scenes_(scenes),
      tiles_(std::move(tiles)),
      work_(scenes.size()) {
  for (const auto& scene : scenes_)
    sources_.push_back({"scene " + label_of(run.catalogue.scenes.scenes[scene.index].scene), {}});
}

std::size_t SceneComposite::group_size() const {
  constexpr std::int64_t kept_bytes = 4,
                         building_bytes = 6;  // a pixel: of a finished month, of one being made
  std::int64_t months = 0, most_scenes = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    months += rasters_.scene_months[month] ? 1 : 0;
    most_scenes = std::max(
        most_scenes, static_cast<std::int64_t>(std::ranges::count_if(rasters_.scenes, [&](std::size_t index) {
          return run_.catalogue.scenes.scenes[index].scene.date.month == static_cast<int>(month) + 1;
        })));
  }
  const bool all_kept = run_.catalogue.science.composite == model::Composite::median;
  const auto pixel_bytes = months * kept_bytes + building_bytes + (all_kept ? 4 * most_scenes : 0);
  const auto edge = run_.catalogue.tiles.tile_size();
  const auto pixels = std::min(most_group_pixels, group_bytes / pixel_bytes);
  return static_cast<std::size_t>(std::max<std::int64_t>(1, pixels / (edge * edge)));
}

void SceneComposite::read(TileInputs& inputs) {
  if (next_tile_ >= first_held_ + held_.size()) load_group();
  auto& tile = held_.at(next_tile_ - first_held_);
  if (tile.inputs.window != inputs.window)
    throw model::Error(model::Fault::system, "tiles of scenes are asked for out of order");
  inputs.ndvi = std::move(tile.inputs.ndvi);
  inputs.observations = std::move(tile.inputs.observations);
  inputs.water = std::move(tile.inputs.water);
  count(tile);
  ++next_tile_;
}

void SceneComposite::count(const HeldTile& tile) {
  for (std::size_t at = 0; at < scenes_.size(); ++at) {
    sources_[at].count.values += tile.ranges[at].values;
    sources_[at].count.outside += tile.ranges[at].outside;
    work_[at].observed += tile.observed[at];
  }
}

std::vector<std::int64_t> SceneComposite::counts() const {
  auto counts = NdviReader::counts();
  for (const auto& work : work_)
    counts.insert(counts.end(), {work.observed, work.decoded_bytes, work.needed_bytes});
  return counts;
}

void SceneComposite::add_counts(std::span<const std::int64_t> counts) {
  const auto of_work = std::min(counts.size(), 3 * work_.size());
  const auto of_sources = counts.size() - of_work;
  NdviReader::add_counts(counts.first(of_sources));
  for (std::size_t at = 0; at < work_.size(); ++at) {
    work_[at].observed += counts[of_sources + 3 * at];
    work_[at].decoded_bytes += counts[of_sources + 3 * at + 1];
    work_[at].needed_bytes += counts[of_sources + 3 * at + 2];
  }
}

std::size_t SceneComposite::tiles_together(std::size_t most) const {
  std::size_t count = 1;
  const auto rest = std::span(tiles_).subspan(first_held_);
  for (; count < std::min(most, rest.size()); ++count) {
    const auto box = around(rest.first(count + 1));
    if (box.rows * std::min(box.cols, widest_scene) > most_box_pixels) break;
  }
  return count;
}

void SceneComposite::load_group() {
  first_held_ = next_tile_;
  const auto count = tiles_together(group_size());
  held_.clear();
  held_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    held_[i].ranges.resize(scenes_.size());
    held_[i].observed.resize(scenes_.size());
    auto& inputs = held_[i].inputs;
    inputs.window = tiles_[first_held_ + i];
    run_.catalogue.area.mask(inputs.window, inputs.in_area);
  }
  const auto whole = around(std::span(tiles_).subspan(first_held_, count));
  for (int month = 1; month <= 12; ++month)
    if (rasters_.scene_months[static_cast<std::size_t>(month - 1)]) load_month(month, whole);
}

void SceneComposite::load_month(int month, const Window& whole) {
  for (auto& tile : held_)
    tile.month.emplace(run_.catalogue.science.composite, static_cast<std::size_t>(tile.inputs.window.size()));
  for (std::size_t at = 0; at < scenes_.size(); ++at)
    if (scenes_[at].used && run_.catalogue.scenes.scenes[scenes_[at].index].scene.date.month == month)
      add_scene(at, whole);
  const auto m = static_cast<std::size_t>(month - 1);
  for (auto& tile : held_) {
    auto& inputs = tile.inputs;
    tile.month->finish(inputs.ndvi[m], inputs.observations[m], inputs.water[m]);
    tile.month.reset();
  }
}

void SceneComposite::add_scene(std::size_t at, const Window& whole) {
  // A group of tiles may hold hundreds of scenes: too long to finish first.
  throw_if_stop_requested();
  const auto& scene = run_.catalogue.scenes.scenes[scenes_[at].index].scene;
  model::in_context(fmt::format("reading scene {}", label_of(scene)), [&] {
    io::SceneReader reader(scene, scene_reading(run_.settings, scene, scenes_[at].dark), run_.catalogue.grid);
    if (reader.load(whole))
      for (auto& tile : held_) {
        throw_if_stop_requested();
        reader.observe(tile.inputs.window, seen_);
        take(at, tile);
      }
    work_[at].decoded_bytes += reader.decoded_bytes();
    work_[at].needed_bytes += reader.needed_bytes();
  });
}

void SceneComposite::take(std::size_t at, HeldTile& tile) const {
  auto& composite = *tile.month;
  auto& range = tile.ranges[at];
  for (std::size_t i = 0; i < seen_.ndvi.size(); ++i) {
    const bool observed = !std::isnan(seen_.ndvi[i]);
    if (tile.inputs.in_area[i] == 0 || !(observed || seen_.outside[i] != 0)) continue;
    ++range.values;
    range.outside += seen_.outside[i];
    if (!observed) continue;
    ++tile.observed[at];
    const auto code = static_cast<std::int16_t>(std::lrint(seen_.ndvi[i] * model::ndvi_code_scale));
    composite.add(at, i, {code, seen_.penalty[i], seen_.water[i] != 0});
  }
}

}  // namespace minenpp::survey
