#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "mpi/communicator.h"
#include "survey/catalogue/zones.h"
#include "survey/statistics/region_sums.h"

namespace minenpp::survey {

/// How NPP is spread over the pixels of each zone in one year: whole-number histograms in steps of 0.1 gC/m2/month
/// (1 gC/m2/year for the annual sum), from which quantiles are read. Only steps that have a pixel take memory.
class ZoneHistograms {
 public:
  static constexpr std::array probabilities{0.05, 0.25, 0.5, 0.75, 0.95};
  /// Of more zones than these only the study area has histograms.
  static constexpr std::size_t most_zones = 2000;

  ZoneHistograms() = default;
  /// The last column is the annual sum where `columns.annual`.
  ZoneHistograms(std::size_t zones, const TallyColumns& columns);

  void add(const RegionPixels& pixels, const std::vector<Zone>& zones);

  /// Sums over all ranks on the root; the others are left empty. Collective.
  void gather(const mpi::Communicator& ranks);

  /// The value below or at which this share of the zone's pixels lie, to half a step; NaN without a pixel.
  [[nodiscard]] double quantile(std::size_t zone, std::size_t column, double probability) const;

 private:
  using Counts = std::map<std::int32_t, std::int64_t>;  // step -> pixels
  void add_zone(std::size_t zone, const RegionPixels& pixels, const std::vector<std::size_t>& members);
  [[nodiscard]] std::int64_t step_of(std::size_t column) const;

  std::size_t zones_ = 0, columns_ = 0, annual_ = 0;
  std::vector<Counts> counts_;  // zone x column
  std::vector<std::int64_t> dense_;
};

}  // namespace minenpp::survey
