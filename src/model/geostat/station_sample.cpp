#include "model/geostat/station_sample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "model/geostat/lag_sums.h"

namespace minenpp::model {

namespace {

std::uint64_t splitmix64(std::uint64_t index) {
  std::uint64_t z = (index + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

bool has_data(std::span<const std::vector<double>> columns, std::size_t station) {
  return std::ranges::any_of(columns, [&](const auto& column) { return !std::isnan(column[station]); });
}

StationSample pick(std::span<const Position> stations, std::span<const std::vector<double>> columns,
                   const std::vector<std::size_t>& indices) {
  StationSample picked;
  picked.columns.resize(columns.size());
  for (const std::size_t station : indices) {
    picked.stations.push_back(stations[station]);
    for (std::size_t c = 0; c < columns.size(); ++c) picked.columns[c].push_back(columns[c][station]);
  }
  return picked;
}

}  // namespace

std::vector<std::size_t> fixed_sample(std::size_t count, std::size_t most) {
  std::vector<std::size_t> indices(count);
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  if (count <= most) return indices;
  // The hash is a bijection, so there are no ties.
  std::nth_element(indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(most), indices.end(),
                   [](std::size_t a, std::size_t b) { return splitmix64(a) < splitmix64(b); });
  indices.resize(most);
  std::sort(indices.begin(), indices.end());
  return indices;
}

StationSample stations_with_data(std::span<const Position> stations,
                                 std::span<const std::vector<double>> columns) {
  check_lengths(stations.size(), columns);
  std::vector<std::size_t> indices;
  for (std::size_t station = 0; station < stations.size(); ++station)
    if (has_data(columns, station)) indices.push_back(station);
  return pick(stations, columns, indices);
}

StationSample sample_of(std::span<const Position> stations, std::span<const std::vector<double>> columns,
                        std::size_t most) {
  auto all = stations_with_data(stations, columns);
  if (all.stations.size() <= most) return all;
  return pick(all.stations, all.columns, fixed_sample(all.stations.size(), most));
}

}  // namespace minenpp::model
