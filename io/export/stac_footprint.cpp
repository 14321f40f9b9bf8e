#include "io/export/stac_footprint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace minenpp::io {

using nlohmann::json;

namespace {

using Point = std::array<double, 2>;  // longitude, latitude
using Ring = std::vector<Point>;

/// The ring with every longitude within half a turn of the one before, from a west in -180..180 on.
Ring unwound(const std::vector<double>& lon, const std::vector<double>& lat) {
  Ring ring;
  for (std::size_t i = 0; i < lon.size(); ++i) {
    const double turns = ring.empty() ? 0 : std::round((lon[i] - ring.back()[0]) / 360);
    ring.push_back({lon[i] - 360 * turns, lat[i]});
  }
  const double west = std::ranges::min(ring)[0];
  for (auto& point : ring) point[0] -= 360 * std::floor((west + 180) / 360);
  return ring;
}

/// The part of a ring west of 180 degrees (`side` 1), or east of it (-1), closed.
Ring part_of(const Ring& ring, double side) {
  Ring part;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[i + 1];
    const double from = side * (180 - a[0]), to = side * (180 - b[0]);
    if (from >= 0) part.push_back(a);
    if ((from > 0 && to < 0) || (from < 0 && to > 0))
      part.push_back({180, a[1] + (b[1] - a[1]) * from / (from - to)});
  }
  part.push_back(part.front());
  return part;
}

/// 1e-7 degrees are a centimetre.
double degrees(double value) {
  return std::round(value * 1e7) / 1e7;
}

json coordinates(const Ring& ring, double turn) {
  auto points = json::array();
  for (const auto& [lon, lat] : ring) points.push_back({degrees(lon - turn), degrees(lat)});
  return json::array({points});
}

/// West and east in -180..180 of a range that starts there.
std::array<double, 2> within_the_turn(double west, double east) {
  if (east - west >= 360) return {-180, 180};
  return {west, east > 180 ? east - 360 : east};
}

}  // namespace

void add_footprint(json& item, std::vector<double> lon, const std::vector<double>& lat) {
  auto ring = unwound(lon, lat);
  if (std::abs(ring.front()[0] - ring.back()[0]) > 180)
    for (std::size_t i = 0; i < lon.size(); ++i) ring[i] = {lon[i], lat[i]};
  const double west = std::ranges::min(ring)[0], east = std::ranges::max(ring)[0];
  if (degrees(east) <= 180)
    item["geometry"] = {{"type", "Polygon"}, {"coordinates", coordinates(ring, 0)}};
  else
    item["geometry"] = {{"type", "MultiPolygon"},
                        {"coordinates", json::array({coordinates(part_of(ring, 1), 0),
                                                     coordinates(part_of(ring, -1), 360)})}};
  const auto [south, north] = std::ranges::minmax(lat);
  const auto [from, to] = within_the_turn(degrees(west), degrees(east));
  item["bbox"] = {from, degrees(south), degrees(to), degrees(north)};
}

std::vector<double> box_around(std::vector<std::vector<double>> boxes) {
  const bool crossed = std::ranges::any_of(boxes, [](const auto& box) { return box.at(0) > box.at(2); });
  std::vector<double> around;
  for (auto& box : boxes) {
    // Counted on beyond 180 degrees, boxes on both sides of it lie side by side.
    if (crossed && box.at(0) < 0 && box.at(2) - box.at(0) < 360) box.at(0) += 360;
    if (box.at(2) < box.at(0)) box.at(2) += 360;
    if (around.empty()) around = box;
    for (std::size_t i = 0; i < 4; ++i)
      around[i] = i < 2 ? std::min(around[i], box.at(i)) : std::max(around[i], box.at(i));
  }
  if (around.empty()) return around;
  const auto [west, east] = within_the_turn(around[0], around[2]);
  return {west > 180 ? west - 360 : west, around[1], degrees(east), around[3]};
}

}  // namespace minenpp::io
