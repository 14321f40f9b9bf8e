#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"
#include "mpi/collective_error.h"
#include "survey/npp/class_lookup.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/ndvi_composite.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

/// Counts one tile's observed NDVI by class.
class ObservedNdvi {
 public:
  explicit ObservedNdvi(const std::vector<model::LandClass>& classes)
      : histograms(classes.size()), index_(256, 0) {
    for (std::size_t i = 0; i < classes.size(); ++i) index_[static_cast<std::size_t>(classes[i].code)] = i;
  }

  void add(const TileInputs& inputs) {
    for (const auto& codes : inputs.ndvi)
      for (std::size_t i = 0; i < codes.size(); ++i)
        if (codes[i] != no_ndvi) {
          histograms[index_[inputs.classes[i]]].add(codes[i]);
          ++observed;
        }
  }

  ClassHistograms histograms;
  std::int64_t observed = 0;

 private:
  std::vector<std::size_t> index_;
};

/// Fills the missing months of every pixel of a tile; returns how many were filled.
std::int64_t fill_tile(TileInputs& inputs, model::GapFilling method) {
  if (method == model::GapFilling::none) return 0;
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  for (auto& codes : inputs.ndvi)
    if (codes.empty()) codes.assign(pixels, no_ndvi);
  std::int64_t filled = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    if (inputs.classes[i] == no_class) continue;
    model::NdviYear year{};
    for (std::size_t month = 0; month < 12; ++month)
      year[month] =
          inputs.ndvi[month][i] == no_ndvi ? model::no_data : inputs.ndvi[month][i] / model::ndvi_code_scale;
    const auto result = model::fill_gaps(year, method);
    for (std::size_t month = 0; month < 12; ++month) {
      if (!result.filled[month]) continue;
      inputs.ndvi[month][i] =
          static_cast<std::int16_t>(std::lrint(result.ndvi[month] * model::ndvi_code_scale));
      ++filled;
    }
  }
  return filled;
}

void reduce(const mpi::Communicator& ranks, ClassHistograms& histograms) {
  for (auto& histogram : histograms) {
    std::vector<std::int64_t> counts(histogram.counts().begin(), histogram.counts().end());
    ranks.all_reduce(counts, mpi::Reduction::sum);
    histogram = model::NdviHistogram(counts);
  }
}

/// Sums the counts of every source over the ranks, refuses a wrong scale and tells the rest. Returns all out
/// of range.
std::int64_t judge_range(SurveyRun& run, std::size_t year, const std::vector<RangeCount>& own) {
  std::vector<std::int64_t> sums;
  for (const auto& count : own) sums.insert(sums.end(), {count.values, count.outside});
  run.ranks.all_reduce(sums, mpi::Reduction::sum);
  std::int64_t outside = 0;
  for (std::size_t s = 0; s < own.size(); ++s) {
    const RangeCount count{sums[2 * s], sums[2 * s + 1]};
    if (count.mostly_outside())
      throw wrong_scale(run.settings, run.catalogue.years[year].ndvi[s].path, count);
    outside += count.outside;
  }
  return outside;
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
  group.scalar("classified", counts.pixels.classified);
  group.scalar("out_of_range", counts.pixels.ndvi_out_of_range);
  group.scalar("observed", counts.pixels.ndvi_observed);
  group.scalar("filled", counts.pixels.ndvi_filled);
}

}  // namespace

void make_ndvi_map(SurveyRun& run, std::size_t year, const std::string& key) {
  const int calendar_year = run.catalogue.years[year].year;
  auto layout = ndvi_layout(run, year);
  layout.stage_key = key;
  io::MapWriter writer(run.ranks, run.ndvi_map(calendar_year), layout);
  std::optional<NdviComposite> composite;
  std::optional<io::MapReader> classes;
  mpi::agree(run.ranks, [&] {
    composite.emplace(run, year);
    classes.emplace(run.class_map(calendar_year));
  });

  TileInputs inputs;
  ObservedNdvi observed(run.catalogue.classes);
  std::int64_t filled = 0, classified = 0;
  const auto compute = [&](const model::Window& window) {
    inputs.window = window;
    inputs.classes.resize(static_cast<std::size_t>(window.size()));
    classes->read<std::uint8_t>("land_class", std::nullopt, window, inputs.classes);
    classified += std::ranges::count_if(inputs.classes, [](std::uint8_t code) { return code != no_class; });
    composite->read(inputs);
    observed.add(inputs);
    filled += fill_tile(inputs, run.catalogue.science.filling);
  };
  const auto write = [&](const model::Window& window) {
    for (std::size_t i = 0; i < layout.months.size(); ++i) {
      auto& codes = inputs.ndvi[static_cast<std::size_t>(layout.months[i].month - 1)];
      if (window.empty()) codes.clear();
      writer.write<std::int16_t>("ndvi", io::MonthRange{static_cast<std::int64_t>(i), 1}, window, codes);
    }
  };
  for_each_tile(run.ranks, run.partition, run.progress, compute, write);

  NdviCounts counts{observed.histograms, {}};
  reduce(run.ranks, counts.histograms);
  counts.pixels.ndvi_out_of_range = judge_range(run, year, composite->counts());
  counts.pixels.classified = run.ranks.all_reduce(classified, mpi::Reduction::sum);
  counts.pixels.ndvi_observed = run.ranks.all_reduce(observed.observed, mpi::Reduction::sum);
  counts.pixels.ndvi_filled = run.ranks.all_reduce(filled, mpi::Reduction::sum);
  writer.finish([&](io::ArchiveWriter& archive) { write_counts(counts, archive); });
}

NdviCounts read_ndvi_counts(const SurveyRun& run, std::size_t year) {
  const io::ArchiveReader file(run.ndvi_map(run.catalogue.years[year].year));
  const auto flat = file.read<std::int64_t>("/statistics/histogram");
  if (flat.size() != run.catalogue.classes.size() * model::NdviHistogram::bins)
    throw model::Error(model::Fault::input, fmt::format("{}: its histograms are not those of {} classes",
                                                        file.file().string(), run.catalogue.classes.size()));
  NdviCounts counts;
  for (std::size_t i = 0; i < run.catalogue.classes.size(); ++i)
    counts.histograms.emplace_back(
        std::span(flat).subspan(i * model::NdviHistogram::bins, model::NdviHistogram::bins));
  counts.pixels.classified = file.read<std::int64_t>("/statistics/classified").at(0);
  counts.pixels.ndvi_out_of_range = file.read<std::int64_t>("/statistics/out_of_range").at(0);
  counts.pixels.ndvi_observed = file.read<std::int64_t>("/statistics/observed").at(0);
  counts.pixels.ndvi_filled = file.read<std::int64_t>("/statistics/filled").at(0);
  return counts;
}

}  // namespace minenpp::survey
