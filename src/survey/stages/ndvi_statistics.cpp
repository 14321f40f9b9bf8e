#include "survey/stages/ndvi_statistics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/results/archive_reader.h"
#include "survey/npp/class_lookup.h"

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

NdviTally::NdviTally(const std::vector<model::LandClass>& classes)
    : index_(256, 0), histograms_(classes.size()) {
  for (std::size_t i = 0; i < classes.size(); ++i) index_[static_cast<std::size_t>(classes[i].code)] = i;
}

void NdviTally::add_observed(const TileInputs& inputs) {
  classified_ += std::ranges::count_if(inputs.classes, [](std::uint8_t code) { return code != no_class; });
  for (std::size_t month = 0; month < 12; ++month) {
    const auto& codes = inputs.ndvi[month];
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (codes[i] == no_ndvi) continue;
      histograms_[index_[inputs.classes[i]]].add(codes[i]);
      ++observed_[month];
    }
  }
}

std::vector<std::int64_t> NdviTally::to_integers() const {
  std::vector<std::int64_t> integers{classified_};
  integers.insert(integers.end(), observed_.begin(), observed_.end());
  integers.insert(integers.end(), filled_.begin(), filled_.end());
  for (const auto& histogram : histograms_)
    integers.insert(integers.end(), histogram.counts().begin(), histogram.counts().end());
  return integers;
}

void NdviTally::add_integers(std::span<const std::int64_t> integers) {
  auto sums = to_integers();
  if (integers.size() != sums.size())
    throw Error(Fault::input,
                fmt::format("{} counts of NDVI where {} are expected", integers.size(), sums.size()));
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += integers[i];
  auto next = sums.begin();
  classified_ = *next++;
  for (auto* months : {&observed_, &filled_})
    for (auto& month : *months) month = *next++;
  for (auto& histogram : histograms_) {
    const auto bins = std::span(next, model::NdviHistogram::bins);
    histogram = model::NdviHistogram(bins);
    next += model::NdviHistogram::bins;
  }
}

NdviCounts NdviTally::reduce(const SurveyRun& run, const std::vector<NdviReader::Source>& sources) const {
  NdviCounts counts{histograms_, {}, {}};
  for (auto& histogram : counts.histograms) {
    std::vector<std::int64_t> bins(histogram.counts().begin(), histogram.counts().end());
    run.ranks.all_reduce(bins, mpi::Reduction::sum);
    histogram = model::NdviHistogram(bins);
  }
  auto& pixels = counts.pixels;
  pixels.observed_in = observed_;
  pixels.filled_in = filled_;
  run.ranks.all_reduce(pixels.observed_in, mpi::Reduction::sum);
  run.ranks.all_reduce(pixels.filled_in, mpi::Reduction::sum);
  pixels.ndvi_observed = total(pixels.observed_in);
  pixels.ndvi_filled = total(pixels.filled_in);
  pixels.classified = run.ranks.all_reduce(classified_, mpi::Reduction::sum);

  // Rasters have a scale that a user can set wrong; scenes are calibrated by their metadata and only told of.
  const bool sources_have_a_scale = run.catalogue.scenes.empty();
  std::vector<std::int64_t> ranges;
  for (const auto& source : sources) ranges.insert(ranges.end(), {source.count.values, source.count.outside});
  run.ranks.all_reduce(ranges, mpi::Reduction::sum);
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const RangeCount range{ranges[2 * s], ranges[2 * s + 1]};
    if (sources_have_a_scale && range.mostly_outside())
      throw wrong_scale(run.settings, sources[s].name, range);
    pixels.ndvi_out_of_range += range.outside;
  }
  return counts;
}

void fill_tile(TileInputs& inputs, model::GapFilling method, NdviTally& tally) {
  if (method == model::GapFilling::none) return;
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  const bool has_water = std::ranges::any_of(
      inputs.water, [](const std::vector<std::uint8_t>& water) { return !water.empty(); });
  for (std::size_t month = 0; month < 12; ++month) {
    if (inputs.ndvi[month].empty()) inputs.ndvi[month].assign(pixels, no_ndvi);
    if (inputs.observations[month].empty()) inputs.observations[month].assign(pixels, 0);
    if (has_water && inputs.water[month].empty()) inputs.water[month].assign(pixels, 0);
  }
  for (std::size_t i = 0; i < pixels; ++i) {
    if (inputs.classes[i] == no_class) continue;
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
      tally.add_filled(month, 1);
    }
  }
}

void write_counts(const NdviCounts& counts, io::ArchiveWriter& archive) {
  auto& group = archive.group("statistics");
  std::vector<std::int64_t> flat;
  for (const auto& histogram : counts.histograms)
    flat.insert(flat.end(), histogram.counts().begin(), histogram.counts().end());
  // One dimension, so that GDAL does not take the histograms for a second raster.
  group.dimension("class_and_code", static_cast<std::int64_t>(flat.size()));
  group.array(
      "histogram", {"class_and_code"}, flat,
      {io::attribute("long_name",
                     "pixel-months by class of the table, and by NDVI x 10000 from -10000 to 10000")});
  const auto& pixels = counts.pixels;
  group.scalar("classified", pixels.classified);
  group.scalar("out_of_range", pixels.ndvi_out_of_range);
  group.dimension("calendar_month", std::int64_t{12});
  group.array("observed", {"calendar_month"},
              std::vector<std::int64_t>(pixels.observed_in.begin(), pixels.observed_in.end()));
  group.array("filled", {"calendar_month"},
              std::vector<std::int64_t>(pixels.filled_in.begin(), pixels.filled_in.end()));
  write_scenes(counts.scenes, group);
}

NdviCounts read_ndvi_counts(const SurveyRun& run, std::size_t year) {
  const io::ArchiveReader file(run.ndvi_map(run.catalogue.years[year].year));
  const auto flat = file.read<std::int64_t>("/statistics/histogram");
  if (flat.size() != run.catalogue.classes.size() * model::NdviHistogram::bins)
    throw Error(Fault::input, fmt::format("{}: its histograms are not those of {} classes",
                                          file.file().string(), run.catalogue.classes.size()));
  NdviCounts counts;
  for (std::size_t i = 0; i < run.catalogue.classes.size(); ++i)
    counts.histograms.emplace_back(
        std::span(flat).subspan(i * model::NdviHistogram::bins, model::NdviHistogram::bins));
  auto& pixels = counts.pixels;
  pixels.classified = file.read<std::int64_t>("/statistics/classified").at(0);
  pixels.ndvi_out_of_range = file.read<std::int64_t>("/statistics/out_of_range").at(0);
  const auto observed = file.read<std::int64_t>("/statistics/observed");
  const auto filled = file.read<std::int64_t>("/statistics/filled");
  for (std::size_t month = 0; month < 12; ++month) {
    pixels.observed_in[month] = observed.at(month);
    pixels.filled_in[month] = filled.at(month);
  }
  pixels.ndvi_observed = total(pixels.observed_in);
  pixels.ndvi_filled = total(pixels.filled_in);
  counts.scenes = read_scenes(file);
  return counts;
}

}  // namespace minenpp::survey
