#pragma once

#include <array>
#include <limits>
#include <string_view>
#include <vector>

#include "model/geostat/compass.h"
#include "model/geostat/position.h"
#include "model/geostat/station_index.h"

namespace minenpp::model {

/// `automatic`: all stations while they are few, else the nearest.
enum class NeighbourhoodKind { automatic, global, nearest, octant };

/// The kind of that name ("automatic", "global", "nearest", "octant"). Throws Error(usage) where there is
/// none.
[[nodiscard]] NeighbourhoodKind neighbourhood_kind(std::string_view name);

struct NeighbourhoodOptions {
  NeighbourhoodKind kind = NeighbourhoodKind::automatic;
  int global_limit = 64;  ///< automatic: up to so many stations are all used
  int nearest = 16;       ///< nearest: at most so many stations
  int per_octant = 2;     ///< octant: at most so many stations in each 45-degree sector
  double radius_m = std::numeric_limits<double>::infinity();  ///< nearest, octant: none farther than this
};

/// Which of eight 45-degree sectors, counted from east against the clock, holds the direction (east, north):
/// sector k is [45 k, 45 (k + 1)) degrees. Both 0: sector 0.
[[nodiscard]] int octant_of(double east, double north);

/// What can change in a choice of stations when the place moves a little.
struct PossibleSwaps {
  std::vector<int> leaving;  ///< chosen, and may be no more
  std::vector<int> joining;  ///< not chosen, and may be
  bool full = true;          ///< are as many chosen as are wanted? Then one leaves for each that joins
  bool many = false;         ///< more than are worth listing, or of a kind that is not known (octants)
};

/// Chooses the stations that count at a place. Ties in distance go to the station that comes first. A local
/// choice costs time with the logarithm of the number of stations; only an octant without stations, beyond
/// the edge of the network, makes all within the radius be looked at. Copies share the stations.
class Neighbourhood {
 public:
  /// Memory for select, so that it allocates nothing after the first calls.
  struct Scratch {
    std::vector<NearStation> found;
    std::array<std::vector<NearStation>, 8> of_octant;
  };

  /// `geometry` tells where east is. Throws Error(usage) for a count below 1 or a radius not above 0.
  Neighbourhood(std::vector<Position> stations, const NeighbourhoodOptions& options, Geometry geometry);

  /// Are all stations used everywhere?
  [[nodiscard]] bool global() const { return global_; }

  /// The chosen stations' indices, rising. `excluded`: a station never chosen; -1 for none. May be empty
  /// where no station is within the radius, or the position is NaN.
  void select(const Position& at, int excluded, Scratch& scratch, std::vector<int>& chosen) const;

  /// Which stations may leave and join the choice of select(at, -1, ...) within `reach_m` of the place.
  /// Nothing where all stations are used, and where the position is NaN.
  void swaps(const Position& at, double reach_m, Scratch& scratch, PossibleSwaps& out) const;

 private:
  void find_octants(const Position& at, int excluded, Scratch& scratch) const;
  bool fill_octants(const Position& at, Scratch& scratch) const;

  NeighbourhoodOptions options_;
  Geometry geometry_;
  bool global_;
  StationIndex index_;
};

}  // namespace minenpp::model
