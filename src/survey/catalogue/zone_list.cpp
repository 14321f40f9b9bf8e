#include "survey/catalogue/zone_list.h"

namespace minenpp::survey {

ZoneList::ZoneList(std::vector<Zone> zones) : zones_(std::move(zones)) {
  std::vector<model::RowRange> ranges;
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    const auto& zone = zones_[i];
    bounds_.push_back(zone.coverage ? zone.coverage->bounds() : zone.pixels.bounds());
    if (i == 0 || bounds_.back().empty()) continue;
    indexed_.push_back(i);
    ranges.push_back({bounds_.back().row, bounds_.back().row + bounds_.back().rows});
  }
  rows_ = model::RowBuckets(ranges);
}

std::vector<std::size_t> ZoneList::near(const model::Window& window) const {
  std::vector<std::size_t> zones;
  for (const auto i : rows_.near(model::RowRange{window.row, window.row + window.rows}))
    if (!model::intersect(bounds_[indexed_[i]], window).empty()) zones.push_back(indexed_[i]);
  return zones;
}

}  // namespace minenpp::survey
