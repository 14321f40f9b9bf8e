#include "survey/mines/mine_effects.h"

#include <algorithm>
#include <set>

#include "model/stats/ledger.h"
#include "survey/mines/class_kinds.h"

namespace minenpp::survey {

bool has_reference(const ScienceOptions& science, const CellTable& first) {
  return std::ranges::any_of(first.cells_of(CellKind::block),
                             [&](const auto& cell) { return is_native(science, cell.first.base_class); });
}

MineEffects::MineEffects(const Catalogue& catalogue, const std::vector<CellTable>& tables,
                         const std::vector<CellTable>& paired, const std::vector<LandTable>& land)
    : catalogue_(catalogue),
      tables_(tables),
      paired_(paired),
      land_(land),
      bootstrap_(catalogue.mines.bootstrap) {
  std::set<int> found;
  for (const auto& [key, tallies] : tables.front().cells_of(CellKind::block))
    if (is_native(catalogue_.science, key.base_class)) found.insert(key.base_class);
  classes_.assign(found.begin(), found.end());
  find_references();
  find_changes();
}

std::size_t MineEffects::index_of(int base_class) const {
  const auto found = std::ranges::find(classes_, base_class);
  return static_cast<std::size_t>(found - classes_.begin());
}

MineEffects::BlocksOfClass MineEffects::blocks_of(const CellTable& table, std::size_t column) const {
  BlocksOfClass blocks(classes_.size() + 1);
  for (const auto& [key, tallies] : table.cells_of(CellKind::block)) {
    if (!is_native(catalogue_.science, key.base_class)) continue;
    if (key.land_class != 0 && key.land_class != key.base_class) continue;
    const auto& tally = tallies[column];
    if (tally.count == 0) continue;
    const model::BlockSum sum{key.group, tally.count, tally.npp};
    const auto index = index_of(key.base_class);
    if (index < classes_.size()) blocks[index].push_back(sum);
    blocks.back().push_back(sum);
  }
  return blocks;
}

MineEffects::References MineEffects::references_of(const CellTable& table, std::size_t column) {
  const auto blocks = blocks_of(table, column);
  References found{{}, bootstrap_.means(blocks)};
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& of_class = found.joint.means()[i];
    ReferenceMean mean{of_class.value, of_class.standard_error, 0};
    for (const auto& block : blocks[i]) mean.count += block.count;
    found.means.push_back(mean);
  }
  return found;
}

std::vector<double> MineEffects::References::present(std::span<const double> weights) const {
  std::vector<double> of_present(weights.size(), 0);
  for (std::size_t i = 0; i < weights.size(); ++i)
    (means[i].count > 0 ? of_present[i] : of_present.back()) += weights[i];
  return of_present;
}

double MineEffects::References::standard_error(std::span<const double> weights) const {
  return joint.standard_error(present(weights));
}

void MineEffects::find_references() {
  for (const auto& table : tables_)
    for (std::size_t column = 0; column < table.columns(); ++column)
      references_.push_back(references_of(table, column));
}

void MineEffects::find_changes() {
  for (const auto& table : paired_)
    for (std::size_t column = 0; column < table.columns(); ++column)
      changes_.push_back(references_of(table, column));
}

const ReferenceMean& MineEffects::reference(std::size_t year, std::size_t column, int base_class) const {
  const auto& means = references_[year * tables_.front().columns() + column].means;
  const auto& own = means[index_of(base_class)];
  return own.count > 0 ? own : means.back();
}

MineCause MineEffects::cause(std::int32_t mine, std::int32_t ring, std::size_t period,
                             std::size_t column) const {
  const auto kind = mine == 0 ? CellKind::united : CellKind::per_mine;
  const auto land = paired_[period].sum(kind, mine, ring, column);
  MineCause cause;
  if (land.count == 0) return cause;
  cause.change = land.mean();
  std::vector<double> weights(classes_.size() + 1, 0);
  const auto& cells = paired_[period].cells();
  for (auto at = cells.lower_bound({kind, mine, ring, 0, 0});
       at != cells.end() && at->first.kind == kind && at->first.group == mine && at->first.ring == ring; ++at)
    weights[index_of(at->first.base_class)] +=
        static_cast<double>(at->second[column].count) / static_cast<double>(land.count);
  const auto& changes = changes_[period * tables_.front().columns() + column];
  const auto of_present = changes.present(weights);
  double climate = 0;
  for (std::size_t i = 0; i < of_present.size(); ++i)
    if (of_present[i] > 0) climate += of_present[i] * changes.means[i].mean;
  cause.climate = climate;
  cause.mining = model::mining_effect(cause.change, climate);
  cause.standard_error = changes.joint.standard_error(of_present);
  return cause;
}

}  // namespace minenpp::survey
