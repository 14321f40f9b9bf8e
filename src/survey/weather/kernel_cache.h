#pragma once

#include <optional>
#include <vector>

#include "model/geostat/kriging_kernel.h"

namespace minenpp::survey {

/// What the weights of a kernel depend on besides the shape of the variogram.
struct KernelBasis {
  std::vector<model::Position> stations;
  bool global = false;                ///< all stations serve every place
  std::optional<model::Drift> drift;  ///< over the same stations
};

/// Kriging kernels by what their weights depend on: which stations, the shape of the variogram, the drift. A
/// set of stations is factorised once, whatever the variables, months and years that use it.
class KernelCache {
 public:
  KernelCache(model::NeighbourhoodOptions neighbourhood, model::Geometry geometry)
      : neighbourhood_(neighbourhood), geometry_(geometry) {}

  /// The kernel for this basis and the shape of this variogram; made where there is none yet. Its index
  /// stays.
  std::size_t kernel_for(const KernelBasis& basis, const model::Variogram& variogram);

  [[nodiscard]] const model::KrigingKernel& kernel(std::size_t index) const { return entries_[index].kernel; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    KernelBasis basis;
    model::Variogram shape;
    model::KrigingKernel kernel;
  };
  [[nodiscard]] model::NeighbourhoodOptions neighbourhood_of(const KernelBasis& basis) const;

  model::NeighbourhoodOptions neighbourhood_;
  model::Geometry geometry_;
  std::vector<Entry> entries_;
};

}  // namespace minenpp::survey
