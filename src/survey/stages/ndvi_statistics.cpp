#include "survey/stages/ndvi_statistics.h"

#include <algorithm>
#include <cmath>

#include "io/results/archive_reader.h"
#include "mpi/collective_error.h"
#include "mpi/root_tables.h"
#include "survey/npp/class_lookup.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

std::vector<std::int64_t> numbers_of(const std::vector<SceneRecord>& scenes,
                                     std::int64_t SceneRecord::*member) {
  std::vector<std::int64_t> numbers;
  for (const auto& scene : scenes) numbers.push_back(scene.*member);
  return numbers;
}

constexpr std::array scene_numbers{
    std::pair{"dark_red", &SceneRecord::dark_red}, std::pair{"dark_nir", &SceneRecord::dark_nir},
    std::pair{"present", &SceneRecord::present},   std::pair{"usable", &SceneRecord::usable},
    std::pair{"observed", &SceneRecord::observed}, std::pair{"outside", &SceneRecord::outside}};

void write_scenes(const std::vector<SceneRecord>& scenes, io::ArchiveGroup& group) {
  if (scenes.empty()) return;
  std::vector<std::string> ids, reasons;
  std::vector<std::int64_t> used;
  for (const auto& scene : scenes) {
    ids.push_back(scene.id);
    reasons.push_back(scene.reason);
    used.push_back(scene.used ? 1 : 0);
  }
  group.dimension("scene", ids);
  group.array("scene_used", {"scene"}, used);
  group.array("scene_reason", {"scene"}, reasons);
  for (const auto& [name, member] : scene_numbers)
    group.array(std::string("scene_") + name, {"scene"}, numbers_of(scenes, member));
}

std::vector<SceneRecord> read_scenes(const io::ArchiveReader& file) {
  std::vector<SceneRecord> scenes;
  if (!file.has("/statistics/scene")) return scenes;
  const auto ids = file.read<std::string>("/statistics/scene");
  const auto reasons = file.read<std::string>("/statistics/scene_reason");
  const auto used = file.read<std::int64_t>("/statistics/scene_used");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    scenes.emplace_back();
    scenes.back().id = ids[i];
    scenes.back().reason = reasons.at(i);
    scenes.back().used = used.at(i) != 0;
  }
  for (const auto& [name, member] : scene_numbers) {
    const auto numbers = file.read<std::int64_t>(std::string("/statistics/scene_") + name);
    for (std::size_t i = 0; i < scenes.size(); ++i) scenes[i].*member = numbers.at(i);
  }
  return scenes;
}

bool mostly_water(const TileInputs& inputs, std::size_t pixel, const model::NdviYear& observed) {
  int water = 0, all = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    if (std::isnan(observed[month])) continue;
    ++all;
    water += !inputs.water[month].empty() && inputs.water[month][pixel] != 0 ? 1 : 0;
  }
  return 2 * water > all;
}

std::int64_t total(const std::array<std::int64_t, 12>& months) {
  std::int64_t sum = 0;
  for (const auto month : months) sum += month;
  return sum;
}

}  // namespace

std::int64_t values_out_of_range(const SurveyRun& run, const std::vector<NdviReader::Source>& sources) {
  // Rasters have a scale that a user can set wrong; scenes are calibrated by their metadata and only told of.
  const bool sources_have_a_scale = run.catalogue.scenes.empty();
  std::vector<std::int64_t> ranges;
  for (const auto& source : sources) ranges.insert(ranges.end(), {source.count.values, source.count.outside});
  mpi::sum_on_root(
      run.ranks, [&] { return ranges; }, [&](auto others) { add_each(others, ranges); });
  return mpi::agree(run.ranks, [&] {
    std::int64_t outside = 0;
    for (std::size_t s = 0; run.ranks.is_root() && s < sources.size(); ++s) {
      const RangeCount range{ranges[2 * s], ranges[2 * s + 1]};
      if (sources_have_a_scale && range.mostly_outside())
        throw wrong_scale(run.settings, sources[s].name, range);
      outside += range.outside;
    }
    return outside;
  });
}

void fill_tile(TileInputs& inputs, model::GapFilling method) {
  if (method == model::GapFilling::none) return;
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  const bool has_water = std::ranges::any_of(
      inputs.water, [](const std::vector<std::uint8_t>& water) { return !water.empty(); });
  for (std::size_t month = 0; month < 12; ++month) {
    if (inputs.ndvi[month].empty()) inputs.ndvi[month].assign(pixels, no_ndvi);
    if (inputs.observations[month].empty()) inputs.observations[month].assign(pixels, 0);
    if (has_water && inputs.water[month].empty()) inputs.water[month].assign(pixels, 0);
  }
  std::vector<std::uint8_t> missing(pixels, 0);
  for (const auto& of_month : inputs.ndvi) {
    const std::span lacks(missing);
    const std::span codes(of_month);
    for (std::size_t i = 0; i < pixels; ++i)
      lacks[i] = static_cast<std::uint8_t>(lacks[i] + (codes[i] == no_ndvi ? 1 : 0));
  }
  for (std::size_t i = 0; i < pixels; ++i) {
    if (inputs.in_area[i] == 0 || missing[i] == 0 || missing[i] == 12) continue;
    model::NdviYear year{};
    for (std::size_t month = 0; month < 12; ++month)
      year[month] =
          inputs.ndvi[month][i] == no_ndvi ? model::no_data : inputs.ndvi[month][i] / model::ndvi_code_scale;
    const auto result = model::fill_gaps(year, method);
    const bool water = has_water && mostly_water(inputs, i, year);
    for (std::size_t month = 0; month < 12; ++month) {
      if (!result.filled[month]) continue;
      inputs.ndvi[month][i] =
          static_cast<std::int16_t>(std::lrint(result.ndvi[month] * model::ndvi_code_scale));
      if (water) inputs.water[month][i] = 1;
    }
  }
}

void write_counts(std::int64_t out_of_range, const std::vector<SceneRecord>& scenes,
                  io::ArchiveWriter& archive) {
  auto& group = archive.group("statistics");
  group.scalar("out_of_range", out_of_range,
               {io::attribute("long_name", "NDVI values of the study area outside the valid range")});
  write_scenes(scenes, group);
}

NdviCounts read_ndvi_counts(const SurveyRun& run, std::size_t year) {
  const int calendar_year = run.catalogue.years[year].year;
  auto of_classes = read_class_ndvi(run.class_ndvi(calendar_year), run.catalogue.classes.size());
  const io::ArchiveReader file(run.ndvi_map(calendar_year));
  NdviCounts counts;
  counts.histograms = std::move(of_classes.histograms);
  auto& pixels = counts.pixels;
  pixels.classified = of_classes.classified;
  pixels.without_class = of_classes.without_class;
  pixels.observed_in = of_classes.observed_in;
  pixels.filled_in = of_classes.filled_in;
  pixels.ndvi_observed = total(pixels.observed_in);
  pixels.ndvi_filled = total(pixels.filled_in);
  pixels.ndvi_out_of_range = file.read<std::int64_t>("/statistics/out_of_range").at(0);
  counts.scenes = read_scenes(file);
  return counts;
}

}  // namespace minenpp::survey
