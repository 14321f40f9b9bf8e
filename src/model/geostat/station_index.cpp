#include "model/geostat/station_index.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include <nanoflann.hpp>

namespace minenpp::model {

namespace {

/// Beyond this, m, a squared distance may overflow, and the tree would lose the station.
constexpr double farthest_searched = 1e150;

constexpr std::size_t leaf_stations = 10;

bool searchable(const Position& p) {
  return std::abs(p.x) < farthest_searched && std::abs(p.y) < farthest_searched &&
         std::abs(p.z) < farthest_searched;
}

/// The tree compares a sum of rounded parts with this limit, and strictly: a little more keeps what lies
/// exactly on it.
double widened(double squared_distance) {
  return squared_distance * (1 + 1e-9) + std::numeric_limits<double>::min();
}

constexpr std::size_t every_station = std::numeric_limits<std::size_t>::max();

/// Picks stations by their own squared_distance, whatever the tree makes of it.
struct Picker {
  const std::vector<Position>& stations;
  const Position& at;
  double reach2;
  int excluded;
  std::size_t most;
  std::vector<NearStation>& found;

  /// Only stations at this squared distance or nearer still matter.
  [[nodiscard]] double limit() const { return found.size() < most ? reach2 : found.front().squared_distance; }
  void meet(int station) const {
    const double d2 = squared_distance(at, stations[static_cast<std::size_t>(station)]);
    if (station == excluded || !(d2 <= reach2)) return;
    if (most == every_station)
      found.push_back({d2, station});
    else
      keep_nearest(found, most, {d2, station});
  }
};

/// A result set for nanoflann, which calls its methods by these names.
struct ResultSet {
  const Picker& picker;

  [[nodiscard]] double worstDist() const { return widened(picker.limit()); }
  [[nodiscard]] bool full() const { return true; }
  [[nodiscard]] std::size_t size() const { return picker.found.size(); }
  bool addPoint(double /*distance*/, std::uint32_t station) {
    picker.meet(static_cast<int>(station));
    return true;
  }
  void sort() {}  // asked for by nanoflann 1.5
};

}  // namespace

struct StationIndex::Tree {
  struct Points {
    std::vector<Position> positions;

    // The names are nanoflann's.
    [[nodiscard]] std::size_t kdtree_get_point_count() const { return positions.size(); }
    [[nodiscard]] double kdtree_get_pt(std::uint32_t station, std::size_t axis) const {
      const Position& p = positions[station];
      return axis == 0 ? p.x : axis == 1 ? p.y : p.z;
    }
    template <typename Box>
    bool kdtree_get_bbox(Box& /*box*/) const {
      return false;
    }
  };

  using Metric = nanoflann::L2_Simple_Adaptor<double, Points>;
  using KdTree = nanoflann::KDTreeSingleIndexAdaptor<Metric, Points, 3>;

  Points points;
  std::optional<KdTree> kd;
};

StationIndex::StationIndex(std::vector<Position> stations, Search search) {
  auto tree = std::make_shared<Tree>();
  tree->points.positions = std::move(stations);
  const auto& all = tree->points.positions;
  if (search == Search::tree && std::all_of(all.begin(), all.end(), searchable))
    tree->kd.emplace(3, tree->points, nanoflann::KDTreeSingleIndexAdaptorParams(leaf_stations));
  tree_ = std::move(tree);
}

const std::vector<Position>& StationIndex::positions() const {
  return tree_->points.positions;
}

void StationIndex::nearest(const Position& at, std::size_t count, double reach2, int excluded,
                           std::vector<NearStation>& found) const {
  found.clear();
  if (count == 0 || std::isnan(at.x) || std::isnan(at.y) || std::isnan(at.z)) return;
  const Picker picker{positions(), at, reach2, excluded, count, found};
  if (tree_->kd && searchable(at)) {
    ResultSet results{picker};
    const std::array<double, 3> query{at.x, at.y, at.z};
    tree_->kd->radiusSearchCustomCallback(query.data(), results);
    return;
  }
  for (int station = 0; station < static_cast<int>(positions().size()); ++station) picker.meet(station);
}

void StationIndex::within(const Position& at, double reach2, int excluded,
                          std::vector<NearStation>& found) const {
  nearest(at, every_station, reach2, excluded, found);
}

}  // namespace minenpp::model
