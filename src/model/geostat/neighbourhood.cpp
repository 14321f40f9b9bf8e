#include "model/geostat/neighbourhood.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

namespace {

/// Swaps of more stations than these are not listed: whoever asks divides his reach.
constexpr std::size_t most_swaps = 4;

/// Stations looked at first for the octants: all eight are mostly filled from them.
constexpr std::size_t first_look = 64;

void require(bool holds, const std::string& message) {
  if (!holds) throw Error(Fault::usage, message);
}

bool is_global(std::size_t stations, const NeighbourhoodOptions& options) {
  const bool few = static_cast<std::int64_t>(stations) <= options.global_limit;
  return options.kind == NeighbourhoodKind::global || (options.kind == NeighbourhoodKind::automatic && few);
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
    : options_(options),
      geometry_(geometry),
      global_(is_global(stations.size(), options)),
      index_(std::move(stations), global_ ? StationIndex::Search::scan : StationIndex::Search::tree) {
  require(options.nearest >= 1, "kriging: the number of nearest stations must be 1 or more, found " +
                                    std::to_string(options.nearest));
  require(options.per_octant >= 1, "kriging: the number of stations an octant must be 1 or more, found " +
                                       std::to_string(options.per_octant));
  require(options.radius_m > 0,
          "kriging: the search radius must be more than 0 m, found " + std::to_string(options.radius_m));
}

void Neighbourhood::select(const Position& at, int excluded, Scratch& scratch,
                           std::vector<int>& chosen) const {
  auto& found = scratch.found;
  if (global_)
    index_.within(at, std::numeric_limits<double>::infinity(), excluded, found);
  else if (options_.kind == NeighbourhoodKind::octant)
    find_octants(at, excluded, scratch);
  else
    index_.nearest(at, static_cast<std::size_t>(options_.nearest), options_.radius_m * options_.radius_m,
                   excluded, found);
  chosen.clear();
  for (const auto& f : found) chosen.push_back(f.station);
  std::sort(chosen.begin(), chosen.end());
}

void Neighbourhood::swaps(const Position& at, double reach_m, Scratch& scratch, PossibleSwaps& out) const {
  out.leaving.clear();
  out.joining.clear();
  out.many = !global_ && options_.kind == NeighbourhoodKind::octant;
  if (global_ || out.many) return;
  auto& found = scratch.found;
  const auto wanted = static_cast<std::size_t>(options_.nearest);
  index_.nearest(at, wanted + most_swaps + 1, std::numeric_limits<double>::infinity(), -1, found);
  std::sort(found.begin(), found.end(), nearer);
  const auto distance = [&](std::size_t i) { return std::sqrt(found[i].squared_distance); };
  std::size_t chosen = 0;
  while (chosen < std::min(wanted, found.size()) && distance(chosen) <= options_.radius_m) ++chosen;
  out.full = chosen == wanted;
  // Each distance changes by the reach at most, so two stations change places only if they are closer in
  // distance than twice that.
  for (auto i = chosen; i < found.size(); ++i) {
    const bool near_enough = distance(i) <= options_.radius_m + reach_m &&
                             (!out.full || distance(i) <= distance(chosen - 1) + 2 * reach_m);
    if (!near_enough) break;
    out.joining.push_back(found[i].station);
  }
  for (std::size_t i = 0; i < chosen; ++i)
    if (distance(i) >= options_.radius_m - reach_m ||
        (out.full && !out.joining.empty() && distance(i) >= distance(chosen) - 2 * reach_m))
      out.leaving.push_back(found[i].station);
  out.many = out.joining.size() > most_swaps || out.leaving.size() > most_swaps;
}

/// Looks wider and wider until all octants are full: then no station farther away can be chosen.
void Neighbourhood::find_octants(const Position& at, int excluded, Scratch& scratch) const {
  auto& found = scratch.found;
  const double reach2 = options_.radius_m * options_.radius_m;
  index_.nearest(at, first_look, reach2, excluded, found);
  bool all_seen = found.size() < first_look;
  double looked2 = all_seen ? reach2 : found.front().squared_distance;
  while (!fill_octants(at, scratch) && !all_seen) {
    const bool most_seen = found.size() > index_.positions().size() / 4;
    looked2 = most_seen || looked2 == 0 ? reach2 : std::min(reach2, 4 * looked2);
    all_seen = looked2 == reach2;
    index_.within(at, looked2, excluded, found);
  }
  found.clear();
  for (const auto& octant : scratch.of_octant) found.insert(found.end(), octant.begin(), octant.end());
}

/// The nearest of those found in each octant. Is every octant full?
bool Neighbourhood::fill_octants(const Position& at, Scratch& scratch) const {
  const auto wanted = static_cast<std::size_t>(options_.per_octant);
  const Compass compass = compass_at(at, geometry_);
  for (auto& octant : scratch.of_octant) octant.clear();
  for (const auto& f : scratch.found) {
    const Position& station = index_.positions()[static_cast<std::size_t>(f.station)];
    const int octant = octant_of(component(at, station, compass.east), component(at, station, compass.north));
    keep_nearest(scratch.of_octant[static_cast<std::size_t>(octant)], wanted, f);
  }
  return std::all_of(scratch.of_octant.begin(), scratch.of_octant.end(),
                     [&](const auto& octant) { return octant.size() == wanted; });
}

}  // namespace minenpp::model
