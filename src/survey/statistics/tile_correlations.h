#pragma once

#include <array>
#include <vector>

#include "model/stats/correlation_kernel.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/tally_columns.h"

namespace minenpp::survey {

/// Correlations of NPP with the weather at the pixels of a tile in one column, by weather variable: -1..1,
/// NaN = no data. Partial correlations are empty where nobody asks for them.
struct CorrelationLayers {
  std::array<std::vector<double>, 3> simple;
  std::array<std::vector<double>, 3> partial;  ///< the other two variables held
};

/// Keeps the NPP and the weather of one tile in all years, as computed, and correlates them pixel by pixel
/// over the years (correlation_kernel.h): tile x years x columns x 4 numbers, however large the area is.
class TileCorrelations {
 public:
  /// The columns are those of trend_columns(): the year in full-year surveys, each surveyed month otherwise.
  TileCorrelations(std::size_t years, TallyColumns columns);

  /// NPP and weather of year `year` (by index), which the tile must hold; a month without NPP is no data. Of
  /// a tile the years come in any order, all of them, before its correlations.
  void keep(std::size_t year, std::size_t pixels, const NppTile& tile);

  /// `column`: by index in trend_columns(). `partial`: partial correlations as well.
  void compute(std::size_t column, bool partial, CorrelationLayers& out);

 private:
  TallyColumns columns_;
  std::size_t years_;
  model::CorrelationKernel kernel_;
  std::vector<std::array<std::vector<double>, 4>> series_;  // by column: NPP, then weather; year x pixel
};

}  // namespace minenpp::survey
