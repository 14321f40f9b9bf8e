#include "survey/weather/station_reach.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "model/geostat/merged_stations.h"

namespace minenpp::survey {

namespace {

constexpr int fields_of_a_station = 36;

/// Stations of one place are merged within a metre; chords of a sphere's windows bulge a little.
constexpr double slack_m = 10, slack_share = 1.02;

}  // namespace

StationReach::StationReach(const StationMap& map, const WeatherRules& rules, const model::Grid& grid,
                           std::span<const WeatherPlan* const> plans)
    : map_(&map), rules_(&rules), grid_(grid), stands_for_place_(map.size(), false) {
  const model::MergedStations merged(map.positions);
  for (const auto& members : merged.members())
    stands_for_place_[static_cast<std::size_t>(members.front())] = true;
  all_ = rules.neighbourhood.kind == model::NeighbourhoodKind::octant;
  for (const auto* plan : plans) {
    std::int64_t bits = 0;
    for (int field = 0; field < fields_of_a_station; ++field) {
      const auto& one =
          plan->fields[static_cast<std::size_t>(field / 12)][static_cast<std::size_t>(field % 12)];
      if (!one.there) continue;
      bits |= std::int64_t{1} << field;
      all_ = all_ || one.global;
    }
    planned_.push_back(bits);
  }
}

model::Position StationReach::position(double row, double col) const {
  double y = grid_.north() - row * grid_.dy();
  if (map_->geometry == model::Geometry::sphere) y = std::clamp(y, -90.0, 90.0);
  return rules_->anisotropy.stretched(model::position_of(map_->geometry, grid_.west() + col * grid_.dx(), y));
}

model::Position StationReach::centre_of(const model::Window& window) const {
  return position(static_cast<double>(window.row) + static_cast<double>(window.rows) / 2,
                  static_cast<double>(window.col) + static_cast<double>(window.cols) / 2);
}

double StationReach::half_diagonal_m(const model::Window& window, const model::Position& centre) const {
  double half = 0;
  constexpr std::array along{0.0, 0.25, 0.5, 0.75, 1.0};
  for (const double down : along)
    for (const double right : along) {
      const double row = static_cast<double>(window.row) + down * static_cast<double>(window.rows);
      const double col = static_cast<double>(window.col) + right * static_cast<double>(window.cols);
      half = std::max(half, model::distance_m(centre, position(row, col)));
    }
  return half * slack_share + slack_m;
}

double StationReach::farthest_needed_m(const std::vector<std::size_t>& by_distance,
                                       const std::vector<double>& distance_m) const {
  double farthest = 0;
  for (std::size_t year = 0; year < planned_.size(); ++year) {
    std::array<int, fields_of_a_station> found{};
    auto open = planned_[year];
    for (const auto station : by_distance) {
      if (open == 0) break;
      if (!stands_for_place_[station]) continue;
      for (auto bits = open & map_->has_value[year][station]; bits != 0; bits &= bits - 1) {
        const auto field = static_cast<std::size_t>(std::countr_zero(static_cast<std::uint64_t>(bits)));
        if (++found[field] < rules_->neighbourhood.nearest) continue;
        open &= ~(std::int64_t{1} << field);
        farthest = std::max(farthest, distance_m[station]);
      }
    }
    // Some month has fewer stations than are wanted: all of them serve.
    if (open != 0) return std::numeric_limits<double>::infinity();
  }
  return farthest;
}

void StationReach::mark(const model::Window& tile, std::vector<bool>& wanted) const {
  if (all_) {
    wanted.assign(map_->size(), true);
    return;
  }
  const auto cell = rules_->uses_lattice() ? rules_->lattice.cell : 1;
  const model::Window window{tile.row - cell, tile.col - cell, tile.rows + 2 * cell, tile.cols + 2 * cell};
  const auto centre = centre_of(window);
  const double half = half_diagonal_m(window, centre);
  std::vector<double> distance_m(map_->size());
  for (std::size_t i = 0; i < distance_m.size(); ++i)
    distance_m[i] = model::distance_m(centre, map_->positions[i]);
  std::vector<std::size_t> by_distance(map_->size());
  std::iota(by_distance.begin(), by_distance.end(), std::size_t{0});
  std::ranges::sort(by_distance, {}, [&](std::size_t i) { return distance_m[i]; });
  const double reach = std::min(farthest_needed_m(by_distance, distance_m) + 2 * half,
                                rules_->neighbourhood.radius_m + 2 * half);
  for (const auto station : by_distance) {
    if (distance_m[station] > reach) break;
    wanted[station] = true;
  }
}

}  // namespace minenpp::survey
