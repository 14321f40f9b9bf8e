#include <cmath>

#include "model/stats/ledger.h"
#include "survey/mines/class_kinds.h"
#include "survey/mines/mine_effects.h"

namespace minenpp::survey {

void MineEffects::Loss::add(const Loss& other, double times) {
  carbon_t += times * other.carbon_t;
  for (std::size_t i = 0; i < m2.size(); ++i) m2[i] += times * other.m2[i];
}

void MineEffects::add_cell(const CellKey& key, const CellTally& tally, std::size_t year, std::size_t column,
                           Loss& loss, LedgerLine& line) const {
  const double area = tally.area_m2.value();
  loss.carbon_t +=
      model::carbon_tonnes(tally.carbon.value() - reference(year, column, key.base_class).mean * area);
  loss.m2[index_of(key.base_class)] += area;
  line.pixels += tally.count;
  line.area_hm2 += tally.area_hm2();
}

MineEffects::Loss MineEffects::inside(std::int32_t mine, std::size_t year, std::size_t column,
                                      const LedgerCover& cover, MineLedger& ledger) const {
  auto known = no_loss(), all = no_loss();
  const auto& cells = tables_[year].cells();
  for (auto at = cells.lower_bound({CellKind::per_mine, mine, 0, 0, 0});
       at != cells.end() && at->first.kind == CellKind::per_mine && at->first.group == mine &&
       at->first.ring == 0;
       ++at)
    if (at->second[column].count > 0)
      add_cell(at->first, at->second[column], year, column, known, ledger.direct);
  all.add(known, cover.inside.factor());
  return all;
}

MineEffects::Loss MineEffects::in_rings(std::int32_t mine, std::size_t year, std::size_t column,
                                        const LedgerCover& cover, LedgerLine& line) const {
  auto all = no_loss(), vegetated = no_loss();
  const auto& cells = tables_[year].cells();
  for (auto at = cells.lower_bound({CellKind::nearest, mine, 1, 0, 0});
       at != cells.end() && at->first.kind == CellKind::nearest && at->first.group == mine; ++at) {
    const auto& [key, tallies] = *at;
    if (tallies[column].count == 0 || !is_native(catalogue_.science, key.base_class) ||
        key.base_class != key.land_class)
      continue;
    add_cell(key, tallies[column], year, column, all, line);
    LedgerLine ignored;
    if (!is_bare(catalogue_.classes, key.base_class))
      add_cell(key, tallies[column], year, column, vegetated, ignored);
  }
  all.add(vegetated, cover.rings.factor() - 1);
  return all;
}

/// Reclaimed land counts in the direct line as the mine's unreclaimed land, what it has more in its own.
void MineEffects::tell_reclaimed_apart(std::int32_t mine, std::size_t year, std::size_t column,
                                       const LedgerCover& cover, MineLedger& ledger) const {
  if (!(cover.reclaimed.known_m2 > 0) && !(cover.reclaimed.land_m2 > 0)) return;
  const auto& science = catalogue_.science;
  const auto of = [&](const auto& wanted) {
    return tables_[year].sum(CellKind::per_mine, mine, 0, column, wanted);
  };
  const auto reclaimed =
      of([&](const CellKey& key) { return holds(science.reclaimed_classes, key.land_class); });
  const auto unreclaimed = of([&](const CellKey& key) {
    return holds(science.mined_classes, key.land_class) && !holds(science.reclaimed_classes, key.land_class);
  });
  auto& line = ledger.reclamation;
  line.pixels = reclaimed.count;
  line.area_hm2 = reclaimed.area_hm2();
  const double factor = cover.reclaimed.factor(), area = reclaimed.area_m2.value();
  line.carbon_t = factor * model::carbon_tonnes(reclaimed.carbon.value() - unreclaimed.mean() * area);
  line.standard_error_t = factor * model::carbon_tonnes(area * unreclaimed.standard_deviation() /
                                                        std::sqrt(static_cast<double>(unreclaimed.count)));
  if (std::isnan(factor) || std::isnan(cover.unreclaimed.factor())) {
    line.lose();
    ledger.direct.lose();
  } else if (unreclaimed.count > 0) {
    ledger.direct.carbon_t -= line.carbon_t;
    ledger.direct.standard_error_t = std::hypot(ledger.direct.standard_error_t, line.standard_error_t);
  }
}

MineLedger MineEffects::ledger(std::int32_t mine, std::size_t year, std::size_t column,
                               const LedgerScope& scope) const {
  MineLedger ledger;
  const auto cover = ledger_cover(catalogue_, tables_[year], land_[year], mine, column, scope.outlined);
  const auto own = inside(mine, year, column, cover, ledger);
  const auto rings = in_rings(mine, year, column, cover, ledger.indirect);
  auto both = own;
  both.add(rings, 1);
  const auto& references = references_[year * tables_.front().columns() + column];
  const auto set = [&](const Loss& loss, LedgerLine& line) {
    if (std::isnan(loss.carbon_t)) return line.lose();
    line.carbon_t = loss.carbon_t;
    line.standard_error_t = model::carbon_tonnes(references.standard_error(loss.m2));
  };
  set(own, ledger.direct);
  set(rings, ledger.indirect);
  set(both, ledger.net);
  ledger.net.pixels = ledger.direct.pixels + ledger.indirect.pixels;
  ledger.net.area_hm2 = ledger.direct.area_hm2 + ledger.indirect.area_hm2;
  tell_reclaimed_apart(mine, year, column, cover, ledger);
  if (!scope.selected) ledger.indirect = ledger.net = {model::no_data, model::no_data, 0, 0};
  return ledger;
}

}  // namespace minenpp::survey
