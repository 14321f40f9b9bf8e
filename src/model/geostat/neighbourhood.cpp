#include "model/geostat/neighbourhood.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

namespace {

using Ranked = Neighbourhood::Scratch::Ranked;

bool nearer(const Ranked& a, const Ranked& b) {
  return a.squared_distance != b.squared_distance ? a.squared_distance < b.squared_distance
                                                  : a.station < b.station;
}

void require(bool holds, const std::string& message) {
  if (!holds) throw Error(Fault::usage, message);
}

/// Unit vectors to the east and north at a place.
struct Compass {
  Position east, north;
};

Compass compass_at(const Position& at, Geometry geometry) {
  const double from_axis = std::hypot(at.x, at.y);
  if (geometry == Geometry::plane || from_axis == 0) return {{1, 0, 0}, {0, 1, 0}};
  const double r = std::hypot(from_axis, at.z);
  const Position east{-at.y / from_axis, at.x / from_axis, 0};
  const Position north{-at.z / r * at.x / from_axis, -at.z / r * at.y / from_axis, from_axis / r};
  return {east, north};
}

double component(const Position& from, const Position& to, const Position& direction) {
  return (to.x - from.x) * direction.x + (to.y - from.y) * direction.y + (to.z - from.z) * direction.z;
}

}  // namespace

NeighbourhoodKind neighbourhood_kind(std::string_view name) {
  if (name == "automatic") return NeighbourhoodKind::automatic;
  if (name == "global") return NeighbourhoodKind::global;
  if (name == "nearest") return NeighbourhoodKind::nearest;
  if (name == "octant") return NeighbourhoodKind::octant;
  throw Error(Fault::usage, "no neighbourhood \"" + std::string(name) +
                                "\"; expected one of automatic, global, nearest, octant");
}

int octant_of(double east, double north) {
  if (north >= 0 && east > 0) return north < east ? 0 : 1;
  if (north > 0) return -east < north ? 2 : 3;
  if (east < 0) return -north < -east ? 4 : 5;
  if (north < 0) return east < -north ? 6 : 7;
  return 0;
}

Neighbourhood::Neighbourhood(std::vector<Position> stations, const NeighbourhoodOptions& options,
                             Geometry geometry)
    : stations_(std::move(stations)), options_(options), geometry_(geometry) {
  require(options.nearest >= 1, "kriging: the number of nearest stations must be 1 or more, found " +
                                    std::to_string(options.nearest));
  require(options.per_octant >= 1, "kriging: the number of stations an octant must be 1 or more, found " +
                                       std::to_string(options.per_octant));
  require(options.radius_m > 0,
          "kriging: the search radius must be more than 0 m, found " + std::to_string(options.radius_m));
  const bool few = static_cast<int>(stations_.size()) <= options.global_limit;
  global_ =
      options.kind == NeighbourhoodKind::global || (options.kind == NeighbourhoodKind::automatic && few);
}

void Neighbourhood::select(const Position& at, int excluded, Scratch& scratch,
                           std::vector<int>& chosen) const {
  auto& ranked = scratch.ranked;
  ranked.clear();
  const double reach =
      global_ ? std::numeric_limits<double>::infinity() : options_.radius_m * options_.radius_m;
  for (int station = 0; station < static_cast<int>(stations_.size()); ++station) {
    const double d2 = squared_distance(at, stations_[static_cast<std::size_t>(station)]);
    if (station != excluded && d2 <= reach) ranked.push_back({d2, station});
  }
  if (!global_ && options_.kind == NeighbourhoodKind::octant)
    keep_per_octant(at, scratch);
  else if (!global_)
    keep_nearest(scratch);
  chosen.clear();
  for (const auto& r : ranked) chosen.push_back(r.station);
  std::sort(chosen.begin(), chosen.end());
}

void Neighbourhood::keep_nearest(Scratch& scratch) const {
  auto& ranked = scratch.ranked;
  const auto wanted = static_cast<std::size_t>(options_.nearest);
  if (ranked.size() <= wanted) return;
  std::nth_element(ranked.begin(), ranked.begin() + options_.nearest, ranked.end(), nearer);
  ranked.resize(wanted);
}

void Neighbourhood::keep_per_octant(const Position& at, Scratch& scratch) const {
  auto& ranked = scratch.ranked;
  std::sort(ranked.begin(), ranked.end(), nearer);
  const Compass compass = compass_at(at, geometry_);
  std::array<int, 8> taken{};
  const auto full = [&](const Ranked& r) {
    const Position& station = stations_[static_cast<std::size_t>(r.station)];
    const int octant = octant_of(component(at, station, compass.east), component(at, station, compass.north));
    return ++taken[static_cast<std::size_t>(octant)] > options_.per_octant;
  };
  std::size_t kept = 0;
  for (const auto& r : ranked)
    if (!full(r)) ranked[kept++] = r;
  ranked.resize(kept);
}

}  // namespace minenpp::model
