#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

/// `most` of the indices 0 .. count - 1, rising; all of them where there are no more. They are those whose
/// hash (splitmix64; Steele, Lea and Flood 2014) is lowest: spread like a random draw over stations in any
/// order, and the same on every machine and rank, a smaller sample being part of a larger one.
[[nodiscard]] std::vector<std::size_t> fixed_sample(std::size_t count, std::size_t most);

/// Some of the stations with their values, for what takes time with the square of their number.
struct StationSample {
  std::vector<Position> stations;
  std::vector<std::vector<double>> columns;
};

/// The stations that have a value in any of the columns, in their order. Throws Error(input) for a column
/// whose length is not the number of stations.
[[nodiscard]] StationSample stations_with_data(std::span<const Position> stations,
                                               std::span<const std::vector<double>> columns);

/// fixed_sample(.., most) of stations_with_data(): stations without a value would take the places of others.
[[nodiscard]] StationSample sample_of(std::span<const Position> stations,
                                      std::span<const std::vector<double>> columns, std::size_t most);

}  // namespace minenpp::model
