#include "survey/mines/ledger_land.h"

#include "survey/mines/class_kinds.h"

namespace minenpp::survey {

LedgerLand::LedgerLand(const Catalogue& catalogue) : tables(catalogue.years.size()), catalogue_(catalogue) {
  for (const auto& land_class : catalogue.classes)
    if (holds(catalogue.science.reclaimed_classes, land_class.code))
      kinds_.push_back(Kind::reclaimed);
    else if (holds(catalogue.science.mined_classes, land_class.code))
      kinds_.push_back(Kind::unreclaimed);
    else
      kinds_.push_back(land_class.vegetated ? Kind::native : Kind::bare);
  kinds_.push_back(Kind::unknown);
}

void LedgerLand::add(std::size_t year, const RegionPixels& pixels, std::span<const RingRegion> mines,
                     std::span<const RingRegion> nearest) {
  if (mines.empty() && nearest.empty()) return;
  if (window_ != pixels.window()) {
    window_ = pixels.window();
    catalogue_.area.mask(window_, in_area_);
  }
  for (const auto& region : mines)
    if (region.kind == CellKind::per_mine) add_inside(region, pixels, tables[year]);
  for (const auto& region : nearest) add_rings(region, pixels, tables[year]);
}

void LedgerLand::add_inside(const RingRegion& mine, const RegionPixels& pixels, LandTable& table) const {
  std::int64_t whole = 0, reclaimed = 0, unreclaimed = 0;
  for (const auto& run : mine.runs)
    for (std::size_t pixel = run.first; run.ring == 0 && pixel < run.first + run.count; ++pixel) {
      if (in_area_[pixel] == 0) continue;
      const auto mm2 = pixels.area_mm2(pixel);
      const auto kind = kinds_[pixels.land()[pixel]];
      whole += mm2;
      if (kind == Kind::reclaimed) reclaimed += mm2;
      if (kind == Kind::unreclaimed) unreclaimed += mm2;
    }
  if (whole == 0) return;
  table.add(mine.group, LandPart::whole, whole);
  table.add(mine.group, LandPart::reclaimed, reclaimed);
  table.add(mine.group, LandPart::unreclaimed, unreclaimed);
}

void LedgerLand::add_rings(const RingRegion& mine, const RegionPixels& pixels, LandTable& table) const {
  std::int64_t mm2 = 0;
  for (const auto& run : mine.runs)
    for (std::size_t pixel = run.first; run.ring != 0 && pixel < run.first + run.count; ++pixel)
      if (in_area_[pixel] != 0 && may_have_kept(pixels.base()[pixel], pixels.land()[pixel]))
        mm2 += pixels.area_mm2(pixel);
  if (mm2 != 0) table.add(mine.group, LandPart::rings, mm2);
}

bool LedgerLand::may_have_kept(std::uint8_t base, std::uint8_t land) const {
  const auto possible = [&](std::uint8_t one) {
    return kinds_[one] == Kind::native || kinds_[one] == Kind::unknown;
  };
  const bool one_unknown = kinds_[base] == Kind::unknown || kinds_[land] == Kind::unknown;
  return possible(base) && possible(land) && (base == land || one_unknown);
}

}  // namespace minenpp::survey
