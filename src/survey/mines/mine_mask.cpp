#include "survey/mines/mine_mask.h"

namespace minenpp::survey {

MineMask::MineMask(const SurveyRun& run) : run_(run), mine_classes_(run.catalogue.mines.classes) {
  for (const auto& year : run.catalogue.years)
    maps_.push_back(std::make_unique<io::MapReader>(run.class_map(year.year)));
  years_.resize(maps_.size());
}

std::span<const std::uint8_t> MineMask::read(const model::Window& window) {
  const auto pixels = static_cast<std::size_t>(window.size());
  mask_.assign(pixels, 0);
  for (std::size_t year = 0; year < maps_.size(); ++year) {
    auto& codes = years_[year];
    codes.resize(pixels);
    maps_[year]->read<std::uint8_t>("land_class", std::nullopt, window, codes);
    for (std::size_t i = 0; i < pixels; ++i) {
      codes[i] = mine_classes_.has(codes[i]) ? 1 : 0;
      mask_[i] |= codes[i];
    }
  }
  if (run_.catalogue.mines.source == MineSource::both) add_polygons(window);
  return mask_;
}

/// Tiles without study area are never looked at, so a polygon's pixels outside it must not count in the
/// others.
void MineMask::add_polygons(const model::Window& window) {
  run_.catalogue.area.mask(window, area_);
  for (const auto& zone : run_.catalogue.zones) {
    if (zone.kind != ZoneKind::mine) continue;
    zone.pixels.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      const auto first = static_cast<std::size_t>((row - window.row) * window.cols - window.col);
      for (auto col = begin; col < end; ++col) {
        const auto i = first + static_cast<std::size_t>(col);
        mask_[i] |= area_[i];
      }
    });
  }
}

}  // namespace minenpp::survey
