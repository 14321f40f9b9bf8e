#include "survey/statistics/tile_change.h"

#include <algorithm>
#include <numeric>

namespace minenpp::survey {

TileChange::TileChange(const model::Grid& grid, const ZoneList& zones, ChangeRules rules,
                       TallyColumns columns, std::vector<ChangePeriod> periods, std::size_t years)
    : grid_(grid),
      zones_(&zones),
      rules_(std::move(rules)),
      columns_(std::move(columns)),
      periods_(std::move(periods)),
      last_use_(years),
      kept_(years) {
  std::iota(last_use_.begin(), last_use_.end(), std::size_t{0});
  for (const auto& period : periods_)
    last_use_[period.earlier] = std::max(last_use_[period.earlier], period.later);
}

const std::vector<double>& TileChange::column_of(const NppTile& npp, std::size_t column) const {
  return column < columns_.months.size() ? npp.npp[static_cast<std::size_t>(columns_.months[column] - 1)]
                                         : npp.annual;
}

void TileChange::add(std::size_t year, const TileInputs& inputs, const NppTile& npp, ChangeTables& tables,
                     const Take& take) {
  for (std::size_t period = 0; period < periods_.size(); ++period)
    if (periods_[period].later == year) add_period(period, inputs, npp, tables, take);
  for (std::size_t before = 0; before < year; ++before)
    if (last_use_[before] == year) spare_.push_back(std::move(kept_[before]));
  if (last_use_[year] > year) keep(year, inputs, npp);
}

void TileChange::add_period(std::size_t period, const TileInputs& inputs, const NppTile& npp,
                            ChangeTables& tables, const Take& take) {
  const auto& earlier = kept_[periods_[period].earlier];
  add_new_land(grid_, rules_, inputs.window, earlier.classes, inputs.classes, tables.periods[period]);
  for (std::size_t column = 0; column < columns_.count(); ++column) {
    const auto& before = earlier.npp[column];
    const auto& after = column_of(npp, column);
    if (before.empty() || after.empty()) continue;
    const bool monthly = column < columns_.months.size();
    compare(before, after, monthly ? &rules_.limits : nullptr, layer_);
    tables.means.add(*zones_, inputs.window, layer_.difference, tables.mean_column(period, column));
    if (monthly)
      tables.classes.add(*zones_, grid_, inputs.window, layer_.classes, tables.class_column(period, column));
    take(period, column, layer_);
  }
}

void TileChange::keep(std::size_t year, const TileInputs& inputs, const NppTile& npp) {
  auto& kept = kept_[year];
  if (!spare_.empty()) {
    kept = std::move(spare_.back());
    spare_.pop_back();
  }
  kept.classes = inputs.classes;
  kept.npp.resize(columns_.count());
  for (std::size_t column = 0; column < columns_.count(); ++column) kept.npp[column] = column_of(npp, column);
}

}  // namespace minenpp::survey
