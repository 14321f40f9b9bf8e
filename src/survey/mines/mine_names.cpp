#include "survey/mines/mine_names.h"

#include <map>
#include <set>

#include <fmt/format.h>

namespace minenpp::survey {

namespace {

/// By component the zone it shares most pixels with; components without one are missing.
std::map<std::size_t, std::size_t> zones_of(std::span<const MineOverlap> overlaps) {
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> pixels;
  for (const auto& overlap : overlaps) pixels[{overlap.component, overlap.zone}] += overlap.pixels;
  std::map<std::size_t, std::size_t> zones;
  std::map<std::size_t, std::int64_t> most;
  for (const auto& [key, count] : pixels) {  // zones ascending, so that the first of equals stays
    const auto [component, zone] = key;
    if (count <= most[component]) continue;
    most[component] = count;
    zones[component] = zone;
  }
  return zones;
}

/// A polygon may be called "mine 3" itself.
std::string free_name(std::size_t number, const std::set<std::string>& taken) {
  auto name = fmt::format("mine {}", number);
  while (taken.contains(name)) name += " (found)";
  return name;
}

}  // namespace

MineNumbers number_mines(std::span<const model::ExactSum> areas_m2, std::span<const MineOverlap> overlaps,
                         const std::vector<Zone>& zones, double min_area_hm2) {
  const auto zone_of = zones_of(overlaps);
  std::set<std::string> taken;
  for (const auto& zone : zones)
    if (zone.kind == ZoneKind::mine) taken.insert(zone.name);
  MineNumbers mines;
  std::map<std::size_t, std::int32_t> mine_of_zone;
  for (std::size_t component = 0; component < areas_m2.size(); ++component) {
    auto& number = mines.of_component.emplace_back(0);
    if (areas_m2[component].value() / 1e4 < min_area_hm2) continue;
    const auto zone = zone_of.find(component);
    if (zone != zone_of.end()) {
      const auto known = mine_of_zone.find(zone->second);
      if (known != mine_of_zone.end()) {
        number = known->second;
        continue;
      }
    }
    number = static_cast<std::int32_t>(mines.names.size() + 1);
    if (zone != zone_of.end()) {
      mine_of_zone[zone->second] = number;
      mines.names.push_back(zones[zone->second].name);
    } else {
      mines.names.push_back(free_name(mines.names.size() + 1, taken));
    }
  }
  return mines;
}

}  // namespace minenpp::survey
