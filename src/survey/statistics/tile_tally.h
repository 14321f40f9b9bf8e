#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/stats/run_sums.h"
#include "survey/catalogue/zone_list.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/npp_tally.h"
#include "survey/statistics/tally_columns.h"
#include "survey/statistics/weather_effect_tally.h"

namespace minenpp::survey {

/// Exact sums of NPP by class (as in `class_codes`) and by zone.
struct NppTables {
  TallyTable classes, zones;
  std::int64_t without_weather = 0;         ///< pixels that lack kriged weather in a month that is needed
  EffectTable class_effects, zone_effects;  ///< of the weather's kriging error; empty where nobody asks

  NppTables() = default;
  /// `by_area`: whether pixels count in zones by the area that these cover.
  NppTables(std::size_t class_count, std::size_t zone_count, const TallyColumns& columns,
            bool by_area = false)
      : classes(class_count, columns.count()), zones(zone_count, columns.count(), by_area) {}
};

/// Adds the pixels of a tile to the sums. Zone 0 is the study area: every pixel with a value.
class TileTally {
 public:
  TileTally(const model::Grid& grid, const std::vector<int>& class_codes, const ZoneList& zones,
            TallyColumns columns);

  void add(const TileInputs& inputs, const NppTile& tile, NppTables& tables);

 private:
  void add_column(const TileInputs& inputs, const std::vector<double>& npp, std::size_t column,
                  NppTables& tables);
  void find_runs(const TileInputs& inputs);
  void add_classes(const model::Window& window, std::size_t column, NppTables& tables);

  model::Grid grid_;
  const ZoneList* zones_;
  TallyColumns columns_;
  std::vector<int> index_of_code_;   // class code -> row of the class table; -1: none
  std::vector<std::int64_t> fixed_;  // NPP of the column in integers; no_fixed where there is none
  std::size_t classes_;
  std::int64_t rows_of_block_ = 1;     // rows whose pixels are of one area and whose sums fit 64 bits
  std::vector<model::ValueRun> runs_;  // of one class in one row of the tile
  std::vector<model::RunSums> sums_;   // by block of rows and class
};

/// ExactSum::fixed of the area of one pixel of `row`.
[[nodiscard]] std::int64_t pixel_area_mm2(const model::Grid& grid, std::int64_t row);

}  // namespace minenpp::survey
