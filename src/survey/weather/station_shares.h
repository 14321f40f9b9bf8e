#pragma once

#include <cstdint>
#include <vector>

#include "model/grid/grid.h"
#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// What one rank sent and holds so that stations need not be everywhere.
struct ShareTraffic {
  std::int64_t stations_held = 0;      ///< with values
  std::int64_t messages_sent = 0, bytes_sent = 0;  ///< between owners and those who fetch, without the root's handing out
};

/// Collective. Gives every rank the stations that its tiles' weather can need, in the order of all stations.
///
/// Before: the root's `stations` hold every station, the others' nothing. A station's values live on the rank
/// that owns the tile it lies in (the nearest tile of the grid for one outside); places and which months have
/// a value are few bytes and go to every rank. From these each rank knows, for each of its tiles and each
/// month, within what distance of the tile's centre the wanted neighbours of every pixel lie, and fetches the
/// stations there from their owners. After: `stations` hold those, the same years and columns. Kriging from
/// them gives the same bits as from all.
[[nodiscard]] ShareTraffic share_stations(const mpi::Communicator& ranks, const model::Grid& grid,
                                          const mpi::Partition& partition, const WeatherRules& rules,
                                          const std::vector<const WeatherPlan*>& plans,
                                          const std::vector<StationYear*>& stations);

}  // namespace minenpp::survey
