#pragma once

#include <cstdint>
#include <vector>

#include "model/stats/trend_kernel.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/tally_columns.h"

namespace minenpp::survey {

/// Trends of the pixels of a tile in one column. All but the classes are empty where nobody asks for them.
struct TrendLayers {
  std::vector<double> slope, slope_p, sen_slope, test_p;
  std::vector<std::uint8_t> classes;  ///< model::TrendClass
};

/// Keeps the NPP of one tile in all years, as computed, and finds the trend of every pixel: tile x years x
/// columns numbers, however large the area is.
class TileTrends {
 public:
  /// `times`: see trend_times.
  TileTrends(std::vector<double> times, const model::TrendOptions& options, TallyColumns columns);

  /// The NPP of year `year` (by index); a month without NPP is no data. Of a tile the years come in any
  /// order, all of them, before its trends.
  void keep(std::size_t year, std::size_t pixels, const NppTile& tile);

  /// `column`: by index in trend_columns(). `all`: slopes and p as well as classes.
  void compute(std::size_t column, bool all, TrendLayers& out);

 private:
  TallyColumns columns_;
  std::size_t years_;
  model::TrendKernel kernel_;
  std::vector<std::vector<double>> series_;  // by column: year x pixel
};

}  // namespace minenpp::survey
