#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mpi/communicator.h"
#include "survey/statistics/tile_tally.h"
#include "survey/weather/gridded_counts.h"

namespace minenpp::survey {

/// What the NPP stage of a year counts beside its maps.
struct NppCounts {
  NppTables tables;
  GriddedCounts gridded;

  /// Collective: sums over the ranks, on all of them.
  void reduce(const mpi::Communicator& ranks);

  /// Adds those of other tiles; the tables are of the same survey.
  void add(const NppCounts& other);

  /// All counts in a row.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  /// The counts that to_integers() gave for tables of this shape. Throws Error(input) where they do not fit.
  [[nodiscard]] NppCounts like_this(std::span<const std::int64_t> integers) const;
};

}  // namespace minenpp::survey
