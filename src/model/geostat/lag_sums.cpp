#include "model/geostat/lag_sums.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/error.h"

namespace minenpp::model {

// The last edge is the cutoff itself: cutoff * count / count may round to a neighbour and lose the widest
// pair.
double LagSums::upper_edge(int bin) const {
  return bin + 1 == lags_.count ? lags_.cutoff_m : lags_.cutoff_m * (bin + 1) / lags_.count;
}

int LagSums::bin_of(double h) const {
  int bin = std::clamp(static_cast<int>(h / lags_.cutoff_m * lags_.count), 0, lags_.count - 1);
  while (bin > 0 && h <= upper_edge(bin - 1)) --bin;
  while (h > upper_edge(bin)) ++bin;
  return bin;
}

void LagSums::add(double h, std::span<const std::vector<double>> columns, std::size_t i, std::size_t j) {
  auto& bin = sums_[static_cast<std::size_t>(bin_of(h))];
  for (const auto& column : columns) {
    const double difference = column[i] - column[j];
    if (std::isnan(difference)) continue;
    ++bin.pairs;
    bin.distance += h;
    bin.squares += difference * difference;
  }
}

std::vector<VariogramBin> LagSums::bins() const {
  std::vector<VariogramBin> bins;
  for (const auto& bin : sums_) {
    const auto count = static_cast<double>(bin.pairs);
    if (bin.pairs > 0) bins.push_back({bin.pairs, bin.distance / count, bin.squares / count / 2});
  }
  return bins;
}

void check_lengths(std::size_t stations, std::span<const std::vector<double>> columns) {
  for (const auto& column : columns)
    if (column.size() != stations)
      throw Error(Fault::input, "variogram: a column has " + std::to_string(column.size()) + " values for " +
                                    std::to_string(stations) + " stations");
}

}  // namespace minenpp::model
