#include <optional>

#include "io/results/archive_writer.h"
#include "io/results/map_reader.h"
#include "mpi/collective_error.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

namespace {

/// The NDVI of a year as its stage has made it, with the classes of the year's land cover.
class MadeNdvi {
 public:
  MadeNdvi(const SurveyRun& run, std::size_t year)
      : classes_(run.class_map(run.catalogue.years[year].year)),
        ndvi_(run.ndvi_map(run.catalogue.years[year].year)),
        has_observations_(run.catalogue.years[year].has_counts()) {
    if (run.catalogue.marks_filled(year)) filled_.emplace(run.filled_map(run.catalogue.years[year].year));
  }

  void read(const model::Window& window, TileInputs& inputs) const {
    const auto pixels = static_cast<std::size_t>(window.size());
    inputs.window = window;
    inputs.classes.resize(pixels);
    classes_.read<std::uint8_t>("land_class", std::nullopt, window, inputs.classes);
    for (std::size_t i = 0; i < ndvi_.months().size(); ++i) {
      const auto month = static_cast<std::size_t>(ndvi_.months()[i].month - 1);
      const io::MonthRange band{static_cast<std::int64_t>(i), 1};
      auto& codes = inputs.ndvi[month];
      auto& observations = inputs.observations[month];
      codes.resize(pixels);
      ndvi_.read<std::int16_t>("ndvi", band, window, codes);
      observations.assign(pixels, 1);
      if (has_observations_) ndvi_.read<std::uint8_t>("observations", band, window, observations);
      if (!filled_) continue;
      filled_->read<std::uint8_t>("filled", band, window, observations);
      for (auto& one : observations) one = one == 0 ? 1 : 0;
    }
  }

 private:
  io::MapReader classes_, ndvi_;
  bool has_observations_;
  std::optional<io::MapReader> filled_;
};

}  // namespace

void make_class_ndvi(SurveyRun& run, std::size_t year, std::optional<ClassNdvi> counted,
                     const io::StageKey& key) {
  if (!counted) {
    counted.emplace(run.catalogue.classes);
    std::optional<MadeNdvi> made;
    mpi::agree(run.ranks, [&] { made.emplace(run, year); });
    TileInputs inputs;
    for_each_tile(
        run.ranks, run.partition, run.progress,
        [&](const model::Window& window) {
          made->read(window, inputs);
          counted->add(inputs);
        },
        {}, run.round_pixels);
  }
  const auto counts = counted->total(run.ranks);
  io::write_archive(run.ranks, run.class_ndvi(run.catalogue.years[year].year), key,
                    [&](io::ArchiveWriter& archive) { write_class_ndvi(counts, archive); });
}

}  // namespace minenpp::survey
