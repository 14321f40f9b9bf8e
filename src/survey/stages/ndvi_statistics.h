#pragma once

#include <span>
#include <vector>

#include "io/results/archive_writer.h"
#include "survey/npp/npp_tile.h"
#include "survey/run/survey_run.h"
#include "survey/stages/ndvi_reader.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

/// What the NDVI stage counts on one rank: observed NDVI by class, observed and filled pixels by month.
class NdviTally {
 public:
  explicit NdviTally(const std::vector<model::LandClass>& classes);

  /// A tile's observations, before gaps are filled.
  void add_observed(const TileInputs& inputs);
  /// A tile's filled pixels in a month, 0..11.
  void add_filled(std::size_t month, std::int64_t pixels) { filled_[month] += pixels; }

  /// All counts in a row, and more such counts, of tiles of an earlier run. Throws Error(input) where their
  /// number is another one.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

  /// Sums over the ranks, with the sources' counts of values out of range. Collective. Throws Error(input)
  /// for a raster most of whose values are out of range.
  [[nodiscard]] NdviCounts reduce(const SurveyRun& run, const std::vector<NdviReader::Source>& sources) const;

 private:
  std::vector<std::size_t> index_;
  ClassHistograms histograms_;
  std::int64_t classified_ = 0;
  std::array<std::int64_t, 12> observed_{}, filled_{};
};

/// Fills the missing months of every pixel of a tile and counts them. A filled month is water where most of
/// the pixel's observed months are.
void fill_tile(TileInputs& inputs, model::GapFilling method, NdviTally& tally);

/// Puts the counts into the group `statistics` of the stage's file.
void write_counts(const NdviCounts& counts, io::ArchiveWriter& archive);

}  // namespace minenpp::survey
