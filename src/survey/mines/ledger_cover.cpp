#include "survey/mines/ledger_cover.h"

#include <algorithm>

#include "survey/mines/class_kinds.h"

namespace minenpp::survey {

namespace {

// Areas are added up exactly, so that all land with NPP is neither more nor less than all land.

void add_inside(const ScienceOptions& science, const CellTable& cells, std::int32_t mine, std::size_t column,
                LedgerCover& cover) {
  const auto area_of = [&](const auto& wanted) {
    return cells.sum(CellKind::per_mine, mine, 0, column, wanted).area_m2.value();
  };
  cover.inside.known_m2 = area_of([](const CellKey&) { return true; });
  cover.reclaimed.known_m2 =
      area_of([&](const CellKey& key) { return holds(science.reclaimed_classes, key.land_class); });
  cover.unreclaimed.known_m2 = area_of([&](const CellKey& key) {
    return holds(science.mined_classes, key.land_class) && !holds(science.reclaimed_classes, key.land_class);
  });
}

void add_rings(const Catalogue& catalogue, const CellTable& table, std::int32_t mine, std::size_t column,
               LedgerCover& cover) {
  model::ExactSum m2;
  const auto& cells = table.cells();
  for (auto at = cells.lower_bound({CellKind::nearest, mine, 1, 0, 0});
       at != cells.end() && at->first.kind == CellKind::nearest && at->first.group == mine; ++at) {
    const auto& key = at->first;
    if (key.base_class == key.land_class && is_native(catalogue.science, key.base_class) &&
        !is_bare(catalogue.classes, key.base_class))
      m2.add(at->second[column].area_m2);
  }
  cover.rings.known_m2 = m2.value();
}

}  // namespace

LedgerCover ledger_cover(const Catalogue& catalogue, const CellTable& cells, const LandTable& land,
                         std::int32_t mine, std::size_t column, bool outlined) {
  LedgerCover cover;
  add_inside(catalogue.science, cells, mine, column, cover);
  add_rings(catalogue, cells, mine, column, cover);
  cover.inside.land_m2 = land.area_m2(mine, LandPart::whole);
  if (outlined && cover.inside.land_m2 == 0) cover.inside.land_m2 = model::no_data;
  cover.reclaimed.land_m2 = land.area_m2(mine, LandPart::reclaimed);
  cover.unreclaimed.land_m2 = land.area_m2(mine, LandPart::unreclaimed);
  cover.rings.land_m2 = land.area_m2(mine, LandPart::rings);
  return cover;
}

bool is_outlined(const Catalogue& catalogue, const MineList::Mine& mine, int year) {
  if (mine.zone < 0) return false;
  const auto& outlines = catalogue.zones[static_cast<std::size_t>(mine.zone)].outlines;
  return std::ranges::any_of(outlines, [&](const Zone::Outline& outline) {
    return !catalogue.mines.by_years || outline.counts_in(year);
  });
}

}  // namespace minenpp::survey
