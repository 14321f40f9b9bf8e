#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include <boost/container_hash/hash.hpp>

#include "model/geostat/kriging_system.h"

namespace minenpp::model {

/// The factorised systems of station subsets met so far: neighbouring pixels mostly share their neighbours. A
/// system is a function of its subset alone, so what is remembered never shows in a result.
class NeighbourSystems {
 public:
  /// The system of `subset` (rising indices, not empty) of `stations`, made if it is not at hand. The
  /// reference holds until the next call.
  const KrigingSystem& of(const std::vector<int>& subset, const std::vector<Position>& stations,
                          const Variogram& shape, const std::optional<Drift>& drift);

  void clear() { systems_.clear(); }
  [[nodiscard]] std::size_t size() const { return systems_.size(); }

 private:
  std::unordered_map<std::vector<int>, KrigingSystem, boost::hash<std::vector<int>>> systems_;
};

/// The system of some of the stations; `drift`, if any, keeps its rules.
[[nodiscard]] KrigingSystem subset_system(const std::vector<int>& subset,
                                          const std::vector<Position>& stations, const Variogram& variogram,
                                          const std::optional<Drift>& drift);

}  // namespace minenpp::model
