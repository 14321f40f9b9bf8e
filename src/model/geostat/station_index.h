#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// A station and the square of its distance, m2.
struct NearStation {
  double squared_distance;
  int station;
};

/// Nearer first; ties in distance go to the station that comes first.
[[nodiscard]] inline bool nearer(const NearStation& a, const NearStation& b) {
  return a.squared_distance != b.squared_distance ? a.squared_distance < b.squared_distance
                                                  : a.station < b.station;
}

/// Adds a station to a heap that keeps the `most` nearest it has met, the farthest of them in front.
inline void keep_nearest(std::vector<NearStation>& heap, std::size_t most, const NearStation& station) {
  if (heap.size() >= most) {
    if (!nearer(station, heap.front())) return;
    std::pop_heap(heap.begin(), heap.end(), nearer);
    heap.pop_back();
  }
  heap.push_back(station);
  std::push_heap(heap.begin(), heap.end(), nearer);
}

/// Stations found by place through a KD-tree (nanoflann). What is found is what a scan of all stations with
/// squared_distance finds, bit by bit. Copies share the stations and the tree.
class StationIndex {
 public:
  enum class Search { tree, scan };

  /// `scan`: no tree is built, for a caller that wants all stations anyway. Stations that are not finite are
  /// scanned too.
  explicit StationIndex(std::vector<Position> stations, Search search = Search::tree);

  [[nodiscard]] const std::vector<Position>& positions() const;

  /// The `count` stations nearest to `at` whose squared distance is at most `reach2` (m2, may be infinite),
  /// in no particular order; ties go to the station that comes first. `excluded` is never found; -1 for none.
  /// A NaN in the position finds nothing. `found` is emptied before.
  void nearest(const Position& at, std::size_t count, double reach2, int excluded,
               std::vector<NearStation>& found) const;

  /// All stations whose squared distance to `at` is at most `reach2`; else as `nearest`.
  void within(const Position& at, double reach2, int excluded, std::vector<NearStation>& found) const;

 private:
  struct Tree;
  std::shared_ptr<const Tree> tree_;
};

}  // namespace minenpp::model
