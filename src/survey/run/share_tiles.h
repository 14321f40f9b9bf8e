#pragma once

#include <cstdint>

#include "mpi/communicator.h"
#include "mpi/partition.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// What storing and sending maps takes (mpi::Duties). Measured with the demo on two ranks; NDVI is the least
/// work for what is stored.
inline constexpr mpi::Duties map_duties{34, 46}, ndvi_duties{44, 46};

/// Shares the tiles that touch the study area out over the ranks. A tile weighs half as much as it has
/// pixels, and five eighths of those that lie in the area and, where ranks share them, have a class in the
/// first year's land cover, which are computed. The first rank gets less by what it stores, more by what the
/// others send. Collective; reads that land cover once, each rank a part of it.
[[nodiscard]] mpi::Partition share_tiles(const mpi::Communicator& ranks, const Settings& settings,
                                         const Catalogue& catalogue);

/// As share_tiles would on so many ranks (also on one), by this process alone. Of areas above 400 million
/// pixels the land cover is not read, and a tile weighs what lies in the area.
[[nodiscard]] mpi::Partition share_tiles_alone(const Settings& settings, const Catalogue& catalogue,
                                               int ranks);

}  // namespace minenpp::survey
