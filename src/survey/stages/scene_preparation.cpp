#include "survey/stages/scene_preparation.h"

#include <algorithm>
#include <array>
#include <sstream>

#include <fmt/format.h>

#include "io/raster/pixel_positions.h"
#include "io/scenes/dark_object.h"
#include "mpi/collective_error.h"
#include "survey/catalogue/scene_rules.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t pixels_at_once = std::int64_t{4} << 20;
constexpr std::size_t numbers_per_scene = 5;  // broken, dark red, dark near infrared, present, usable

/// Pixels of the study area that the scene covers, and those that are clear.
void measure_cover(const Settings& settings, const Catalogue& catalogue, const io::Scene& scene,
                   MeasuredScene& measured) {
  io::SceneReader reader(scene, scene_reading(settings, scene, measured.dark), catalogue.grid);
  const auto part = io::part_under(reader.files().place(), catalogue.grid.grid, catalogue.grid.crs);
  measured.present = measured.usable = 0;
  if (part.empty()) return;
  const auto rows_at_once = std::max<std::int64_t>(1, pixels_at_once / part.cols);
  io::SceneObservations seen;
  std::vector<std::uint8_t> inside;
  for (auto row = part.row; row < part.row + part.rows; row += rows_at_once) {
    throw_if_stop_requested();
    const model::Window belt{row, part.col, std::min(rows_at_once, part.row + part.rows - row), part.cols};
    if (!reader.load(belt)) continue;
    reader.observe(belt, seen);
    catalogue.area.mask(belt, inside);
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == 0) continue;
      measured.present += seen.present[i];
      measured.usable += seen.ndvi[i] == seen.ndvi[i] ? 1 : 0;
    }
  }
}

void measure(const Settings& settings, const Catalogue& catalogue, const Measures& measures,
             MeasuredScene& measured) {
  const auto& scene = catalogue.scenes.scenes[measured.index].scene;
  model::in_context(fmt::format("scene {}", label_of(scene)), [&] {
    io::SceneFiles files(scene, scene_crs(settings), "scenes.crs");
    if (measures.damage) {
      const io::PixelPositions positions(catalogue.grid, files.place());
      const auto under = positions.under(catalogue.grid.grid.window(), 2);
      if (!under.empty()) files.check_all(under);
    }
    if (needs_dark_object(settings, scene))
      measured.dark = io::find_dark_object(files, settings.integer("scenes.dark-count"));
    if (measures.cover) measure_cover(settings, catalogue, scene, measured);
  });
}

/// The texts of all ranks, "position<TAB>reason" lines, put into the scenes they belong to.
void spread_reasons(const mpi::Communicator& ranks, const std::string& own,
                    std::vector<MeasuredScene>& scenes) {
  for (const auto& text : ranks.all_gather(own)) {
    std::istringstream lines(text);
    std::size_t position = 0;
    std::string reason;
    while (lines >> position && std::getline(lines >> std::ws, reason))
      if (position < scenes.size()) scenes[position].reason = reason;
  }
}

}  // namespace

std::vector<MeasuredScene> measure_scenes(const mpi::Communicator& ranks, const Settings& settings,
                                          const Catalogue& catalogue, const std::vector<std::size_t>& scenes,
                                          const Measures& measures) {
  std::vector<MeasuredScene> measured(scenes.size());
  std::vector<std::int64_t> numbers(scenes.size() * numbers_per_scene, 0);
  std::string reasons;
  mpi::agree(ranks, [&] {
    for (std::size_t i = 0; i < scenes.size(); ++i) {
      measured[i].index = scenes[i];
      if (static_cast<int>(i % static_cast<std::size_t>(ranks.size())) != ranks.rank()) continue;
      throw_if_stop_requested();
      try {
        measure(settings, catalogue, measures, measured[i]);
      } catch (const model::Error& error) {
        if (!measures.damage || error.fault() != model::Fault::input) throw;
        measured[i].used = false;
        reasons += fmt::format("{}\t{}\n", i, without_folders(settings, error.what()));
      }
      const auto& m = measured[i];
      const std::array<std::int64_t, numbers_per_scene> own{m.used ? 0 : 1, m.dark[0], m.dark[1], m.present,
                                                            m.usable};
      std::ranges::copy(own, numbers.begin() + static_cast<std::ptrdiff_t>(i * numbers_per_scene));
    }
  });
  ranks.all_reduce(numbers, mpi::Reduction::sum);
  for (std::size_t i = 0; i < measured.size(); ++i) {
    const auto* own = numbers.data() + i * numbers_per_scene;
    measured[i].used = own[0] == 0;
    measured[i].dark = {own[1], own[2]};
    measured[i].present = own[3];
    measured[i].usable = own[4];
  }
  spread_reasons(ranks, reasons, measured);
  return measured;
}

std::vector<MeasuredScene> prepare_scenes(const SurveyRun& run, std::size_t year) {
  const double min_clear = run.settings.number("scenes.min-clear");
  Measures measures;
  measures.cover = min_clear > 0;
  measures.damage = run.settings.yes("input.skip-broken");
  auto scenes =
      measure_scenes(run.ranks, run.settings, run.catalogue, run.catalogue.years[year].scenes, measures);
  for (auto& scene : scenes) {
    if (!scene.used || !measures.cover) continue;
    const double clear =
        scene.present > 0 ? 100 * static_cast<double>(scene.usable) / static_cast<double>(scene.present) : 0;
    if (clear >= min_clear) continue;
    scene.used = false;
    scene.reason = fmt::format("{:.1f} % of it is clear, less than scenes.min-clear", clear);
  }
  return scenes;
}

}  // namespace minenpp::survey
