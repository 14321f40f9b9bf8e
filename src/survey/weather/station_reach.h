#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// Where all stations are and in which months each has a value: what every rank knows of every station.
struct StationMap {
  model::Geometry geometry = model::Geometry::plane;
  std::vector<double> grid_x, grid_y, elevation_m;
  std::vector<model::Position> positions;
  /// has_value[year][station]: bit 12 x variable + month - 1.
  std::vector<std::vector<std::int64_t>> has_value;

  [[nodiscard]] std::size_t size() const { return positions.size(); }
};

/// Finds the stations that kriging anywhere in a window of the grid can choose.
class StationReach {
 public:
  /// All outlive this. `plans`: by year, as map.has_value.
  StationReach(const StationMap& map, const WeatherRules& rules, const model::Grid& grid,
               std::span<const WeatherPlan* const> plans);

  /// Marks them in `wanted` (one a station; marks are only added). `window` is widened by a cell of the lattice,
  /// whose nodes lie beyond it.
  ///
  /// Whoever is among the k nearest of a pixel lies within d_k + 2 h of the window's centre, where d_k is the
  /// distance of the centre's own k-th station of that month and h the half-diagonal. With all stations in
  /// use, or octants, of which one may be empty for a long way, every station is wanted.
  void mark(const model::Window& window, std::vector<bool>& wanted) const;

 private:
  [[nodiscard]] model::Position position(double row, double col) const;
  [[nodiscard]] model::Position centre_of(const model::Window& window) const;
  [[nodiscard]] double half_diagonal_m(const model::Window& window, const model::Position& centre) const;
  [[nodiscard]] double farthest_needed_m(const std::vector<std::size_t>& by_distance,
                                         const std::vector<double>& distance_m) const;

  const StationMap* map_;
  const WeatherRules* rules_;
  model::Grid grid_;
  std::vector<std::int64_t> planned_;  // by year: bits of the fields that are kriged from the nearest
  std::vector<bool> stands_for_place_;  // false: shares its place with a station before it
  bool all_ = false;
};

}  // namespace minenpp::survey
