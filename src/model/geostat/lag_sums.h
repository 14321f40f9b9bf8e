#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/geostat/empirical_variogram.h"

namespace minenpp::model {

/// Pairs of stations summed up by distance, on the way to an empirical variogram.
class LagSums {
 public:
  explicit LagSums(const LagBins& lags) : lags_(lags), sums_(static_cast<std::size_t>(lags.count)) {}

  /// Is a pair at this distance, m, in one of the bins?
  [[nodiscard]] bool holds(double h) const { return h > 0 && h <= lags_.cutoff_m; }

  /// Adds stations i and j, `h` apart (holds(h)), once for each column where both have a value.
  void add(double h, std::span<const std::vector<double>> columns, std::size_t i, std::size_t j);

  /// The bins that hold pairs, in order of distance.
  [[nodiscard]] std::vector<VariogramBin> bins() const;

 private:
  struct Sums {
    std::int64_t pairs = 0;
    double distance = 0, squares = 0;
  };
  [[nodiscard]] double upper_edge(int bin) const;
  [[nodiscard]] int bin_of(double h) const;

  LagBins lags_;
  std::vector<Sums> sums_;
};

/// Throws Error(input) for a column whose length is not the number of stations.
void check_lengths(std::size_t stations, std::span<const std::vector<double>> columns);

}  // namespace minenpp::model
