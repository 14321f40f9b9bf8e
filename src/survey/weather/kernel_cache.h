#pragma once

#include <vector>

#include "model/geostat/kriging_kernel.h"

namespace minenpp::survey {

/// Kriging kernels by what their weights depend on: which stations, and the shape of the variogram. A set of
/// stations is factorised once, whatever the variables, months and years that use it.
class KernelCache {
 public:
  KernelCache(model::NeighbourhoodOptions neighbourhood, model::Geometry geometry)
      : neighbourhood_(neighbourhood), geometry_(geometry) {}

  /// The kernel for these stations and the shape of this variogram; made where there is none yet. Its index
  /// stays.
  std::size_t kernel_for(const std::vector<model::Position>& stations, const model::Variogram& variogram);

  [[nodiscard]] const model::KrigingKernel& kernel(std::size_t index) const { return entries_[index].kernel; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const model::NeighbourhoodOptions& neighbourhood() const { return neighbourhood_; }
  [[nodiscard]] model::Geometry geometry() const { return geometry_; }

 private:
  struct Entry {
    std::vector<model::Position> stations;
    model::Variogram shape;
    model::KrigingKernel kernel;
  };
  model::NeighbourhoodOptions neighbourhood_;
  model::Geometry geometry_;
  std::vector<Entry> entries_;
};

}  // namespace minenpp::survey
