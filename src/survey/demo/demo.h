#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "mpi/communicator.h"

namespace minenpp::survey {

/// The seed for which the demo was matched to the paper.
inline constexpr std::uint64_t default_demo_seed = 2022;

struct DemoOptions {
  std::filesystem::path folder;
  std::int64_t scale = 1;   ///< area, in districts of 21.6 x 24.6 km (590 400 pixels)
  bool all_months = false;  ///< NDVI of twelve months instead of August
  bool scenes = false;      ///< Landsat scenes instead of NDVI rasters
  std::uint64_t seed = default_demo_seed;
};

/// Called now and then on the calling rank: pixels this rank has made so far and will have made in all.
using DemoProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Collective. Fills a folder (made if needed) with a synthetic twin of the Pingshuo mining district:
/// rasters, stations, polygons, field samples, README.txt and, last of all, the one survey file demo.ini. An
/// older demo there is replaced, but for a demo.ini that somebody has edited: it is renamed, and its new name
/// returned (on the root alone). Files are the same to the byte for any number of ranks; memory does not grow
/// with the scale (with scenes it does, and the scale is limited). Throws the same Error on every rank:
/// usage, where the scale is out of range, the folder is a file or holds another survey file; system, where
/// something cannot be written.
[[nodiscard]] std::optional<std::filesystem::path> generate_demo(const mpi::Communicator& comm,
                                                                 const DemoOptions& options,
                                                                 const DemoProgress& progress = {});

}  // namespace minenpp::survey
