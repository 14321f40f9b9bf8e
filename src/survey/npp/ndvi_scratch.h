#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "io/results/descriptor.h"
#include "io/results/map_layout.h"
#include "io/results/scratch_file.h"
#include "survey/npp/npp_tile.h"

namespace minenpp::survey {

/// NDVI of the tiles of a rank, from the stage that makes it to the one that makes NPP, which would else
/// decode it from the maps: 2 bytes a pixel, month and year, in a file beside the process (ScratchFile).
class NdviScratch {
 public:
  /// `wanted`: the tiles that this rank will ask for; others are not kept.
  NdviScratch(const std::filesystem::path& folder, std::int64_t limit_bytes,
              std::span<const model::Window> wanted);

  /// Keeps NDVI and water of `months` of a tile in year `year` (by index), where there is room.
  void keep(std::size_t year, std::span<const io::YearMonth> months, const TileInputs& tile);

  /// Puts what was kept of the tile of `window` into `tile`, with all other months empty, and keeps it no
  /// longer. False where nothing was; then `tile` is as it was. Throws Error(system) where it cannot be read.
  bool take(std::size_t year, const model::Window& window, TileInputs& tile);

 private:
  using Place = std::tuple<std::size_t, std::int64_t, std::int64_t>;  // year, row, column of the first pixel
  struct Kept {
    std::int64_t offset = 0, bytes = 0;
    std::vector<std::size_t> ndvi, water;  ///< months - 1
  };

  io::ScratchFile file_;
  std::set<std::pair<std::int64_t, std::int64_t>> wanted_;
  std::map<Place, Kept> kept_;
};

}  // namespace minenpp::survey
