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

  /// Collective: sums over the ranks, on the root; the others keep their own.
  void reduce(const mpi::Communicator& ranks);

  /// Adds those of other tiles; the tables are of the same survey.
  void add(const NppCounts& other);

  /// All counts, of zones that have any, and more that this gave for tables of the same shape. Throws
  /// Error(input) where they do not fit.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  void add_integers(std::span<const std::int64_t> integers);
};

}  // namespace minenpp::survey
