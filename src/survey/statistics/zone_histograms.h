#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "mpi/communicator.h"
#include "survey/catalogue/zone_list.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// How NPP is spread over the pixels of each zone in one year: whole-number histograms in steps of 0.1
/// gC/m2/month (1 gC/m2/year for the annual sum), from which quantiles are read; some 16 kB a zone and
/// column.
class ZoneHistograms {
 public:
  static constexpr std::array probabilities{0.05, 0.25, 0.5, 0.75, 0.95};
  /// Above so many zones x columns x years only the study area has histograms: they would take a GB.
  static constexpr std::size_t most_histograms = 100000;

  ZoneHistograms() = default;
  /// The last column is the annual sum where `columns.annual`. `years`: how many of these there will be.
  ZoneHistograms(std::size_t zones, const TallyColumns& columns, std::size_t years);

  void add(const RegionPixels& pixels, const ZoneList& zones);

  /// Sums over all ranks on the root; the others are left empty. Collective.
  void gather(const mpi::Communicator& ranks);

  /// What is in the histograms, three integers a bin that is not empty, and more of it. Throws Error(input)
  /// where that does not fit.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);

  /// The value below or at which this share of the zone's pixels (by weight) lie, to half a step; NaN without
  /// a pixel.
  [[nodiscard]] double quantile(std::size_t zone, std::size_t column, double probability) const;

 private:
  /// Weight of pixels by step; the first is of pixels without a value, and never told.
  using Counts = std::vector<std::int64_t>;
  /// Pixels of a tile that count alike in a zone.
  struct Run {
    std::size_t zone, first, count;
    std::int64_t weight;
  };
  [[nodiscard]] std::vector<Run> runs_in(const model::Window& window, const ZoneList& zones) const;
  void add_column(std::size_t column, std::span<const std::int64_t> values, std::span<const Run> runs);
  [[nodiscard]] std::int64_t step_of(std::size_t column) const;

  std::size_t zones_ = 0, columns_ = 0, annual_ = 0;
  std::vector<Counts> counts_;        // zone x column
  std::vector<std::uint32_t> steps_;  // of one column: where in Counts each pixel belongs
};

}  // namespace minenpp::survey
