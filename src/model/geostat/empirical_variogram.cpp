#include "model/geostat/empirical_variogram.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/error.h"

namespace minenpp::model {

namespace {

double box_diagonal_m(std::span<const Position> stations) {
  Position low = stations[0], high = stations[0];
  for (const auto& s : stations) {
    low = {std::min(low.x, s.x), std::min(low.y, s.y), std::min(low.z, s.z)};
    high = {std::max(high.x, s.x), std::max(high.y, s.y), std::max(high.z, s.z)};
  }
  return distance_m(low, high);
}

// The last edge is the cutoff itself: cutoff * count / count may round to a neighbour and lose the widest
// pair.
double upper_edge(const LagBins& lags, int bin) {
  return bin + 1 == lags.count ? lags.cutoff_m : lags.cutoff_m * (bin + 1) / lags.count;
}

int bin_of(const LagBins& lags, double h) {
  int bin = std::clamp(static_cast<int>(h / lags.cutoff_m * lags.count), 0, lags.count - 1);
  while (bin > 0 && h <= upper_edge(lags, bin - 1)) --bin;
  while (h > upper_edge(lags, bin)) ++bin;
  return bin;
}

struct PairSums {
  std::int64_t pairs = 0;
  double distance = 0, squares = 0;
};

void check_lengths(std::size_t stations, std::span<const std::vector<double>> columns) {
  for (const auto& column : columns)
    if (column.size() != stations)
      throw Error(Fault::input, "variogram: a column has " + std::to_string(column.size()) + " values for " +
                                    std::to_string(stations) + " stations");
}

}  // namespace

LagBins default_lags(std::span<const Position> stations) {
  const auto n = static_cast<std::int64_t>(stations.size());
  if (n < 2) return {};
  if (n >= few_stations) return {box_diagonal_m(stations) / 3, 15};
  const std::int64_t pairs = n * (n - 1) / 2;
  return {largest_distance_m(stations), static_cast<int>(std::max<std::int64_t>(3, pairs / 5))};
}

std::vector<VariogramBin> empirical_variogram(std::span<const Position> stations,
                                              std::span<const std::vector<double>> columns,
                                              const LagBins& lags) {
  check_lengths(stations.size(), columns);
  std::vector<VariogramBin> bins;
  if (lags.count < 1 || !(lags.cutoff_m > 0)) return bins;
  std::vector<PairSums> sums(static_cast<std::size_t>(lags.count));
  for (std::size_t i = 0; i < stations.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double h = distance_m(stations[i], stations[j]);
      if (!(h > 0 && h <= lags.cutoff_m)) continue;
      auto& bin = sums[static_cast<std::size_t>(bin_of(lags, h))];
      for (const auto& column : columns) {
        const double difference = column[i] - column[j];
        if (std::isnan(difference)) continue;
        ++bin.pairs;
        bin.distance += h;
        bin.squares += difference * difference;
      }
    }
  }
  for (const auto& bin : sums) {
    const auto count = static_cast<double>(bin.pairs);
    if (bin.pairs > 0) bins.push_back({bin.pairs, bin.distance / count, bin.squares / count / 2});
  }
  return bins;
}

double pooled_variance(std::span<const std::vector<double>> columns) {
  double squares = 0;
  std::int64_t freedom = 0;
  for (const auto& column : columns) {
    double sum = 0;
    std::int64_t n = 0;
    for (const double v : column)
      if (!std::isnan(v)) sum += v, ++n;
    if (n < 2) continue;
    const double mean = sum / static_cast<double>(n);
    for (const double v : column)
      if (!std::isnan(v)) squares += (v - mean) * (v - mean);
    freedom += n - 1;
  }
  return freedom > 0 ? squares / static_cast<double>(freedom) : 0.0;
}

}  // namespace minenpp::model
