#pragma once

#include <functional>
#include <vector>

#include "survey/catalogue/change_periods.h"
#include "survey/statistics/change_tally.h"

namespace minenpp::survey {

/// Change between years of one tile, which are given one after the other. A year is kept while a later one
/// will be compared with it.
class TileChange {
 public:
  /// What happens to a layer; `period` and `column` (of TallyColumns) by index.
  using Take = std::function<void(std::size_t period, std::size_t column, const ChangeLayer& layer)>;

  /// `zones` must outlive this. `years`: how many are surveyed.
  TileChange(const model::Grid& grid, const ZoneList& zones, ChangeRules rules, TallyColumns columns,
             std::vector<ChangePeriod> periods, std::size_t years);

  /// Year `year` (by index; of a tile they come in order): compares it with the earlier years it has a period
  /// with, adds to the tables and hands on every layer. A month that one of the two years does not survey has
  /// no layer.
  void add(std::size_t year, const TileInputs& inputs, const NppTile& npp, ChangeTables& tables,
           const Take& take);

 private:
  struct Year {
    std::vector<std::uint8_t> classes;
    std::vector<std::vector<double>> npp;  // by column
  };
  [[nodiscard]] const std::vector<double>& column_of(const NppTile& npp, std::size_t column) const;
  void add_period(std::size_t period, const TileInputs& inputs, const NppTile& npp, ChangeTables& tables,
                  const Take& take);
  void keep(std::size_t year, const TileInputs& inputs, const NppTile& npp);

  model::Grid grid_;
  const ZoneList* zones_;
  ChangeRules rules_;
  TallyColumns columns_;
  std::vector<ChangePeriod> periods_;
  std::vector<std::size_t> last_use_;  // by year: the last year it is compared with, or itself
  std::vector<Year> kept_;
  std::vector<Year> spare_;  // memory of years let go, used again: else the heap goes to pieces
  ChangeLayer layer_;
};

}  // namespace minenpp::survey
