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

  /// All counts in a row.
  [[nodiscard]] std::vector<std::int64_t> to_integers() const;
  /// The counts that to_integers() gave for tables of this shape. Throws Error(input) where they do not fit.
  [[nodiscard]] NppCounts like_this(std::span<const std::int64_t> integers) const;

 private:
  /// Every count in a row, without the lengths of tables; and what such a row counts.
  [[nodiscard]] std::vector<std::int64_t> row() const;
  [[nodiscard]] NppCounts of_row(std::span<const std::int64_t> row) const;
};

}  // namespace minenpp::survey
