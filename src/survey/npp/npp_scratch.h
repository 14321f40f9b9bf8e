#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "io/results/scratch_file.h"
#include "survey/npp/npp_tile.h"

namespace minenpp::survey {

/// NPP of the tiles of a rank, from the stages that make it to the statistics, which would else compute it
/// again: 8 bytes a pixel, month and year, in a file beside the process (ScratchFile). To the last bit, which
/// the maps are not, so that the statistics do not depend on what was kept.
class NppScratch {
 public:
  /// Of `years` years, each of which has an equal part of `limit_bytes`: a tile is of use only with all its
  /// years, so those that do not fit are left out of every year. 0 keeps nothing.
  NppScratch(const std::filesystem::path& folder, std::int64_t limit_bytes, std::size_t years)
      : file_(folder, limit_bytes),
        bytes_of_a_year_(limit_bytes / static_cast<std::int64_t>(years)),
        taken_(years, 0) {}

  /// Keeps the monthly NPP of the tile of `window` in year `year` (by index; years come in order), where
  /// there is room. Of annual NPP it notes only that there is some: it is the sum of the months.
  void keep(std::size_t year, const model::Window& window, const NppTile& tile);

  /// Are all of the first `years` years of the tile kept?
  [[nodiscard]] bool has(const model::Window& window, std::size_t years) const;

  /// The NPP that was kept, which is not kept any longer; everything else of `tile` is empty. Throws
  /// Error(system) where it cannot be read.
  void read(std::size_t year, const model::Window& window, NppTile& tile);

 private:
  using Place = std::tuple<std::size_t, std::int64_t, std::int64_t>;  // year, row, column of the first pixel
  struct Kept {
    std::int64_t offset = 0, bytes = 0;
    std::vector<std::size_t> months;  ///< - 1
    bool full_year = false;           ///< has annual NPP, which is summed again
  };

  io::ScratchFile file_;
  std::int64_t bytes_of_a_year_;
  std::vector<std::int64_t> taken_;  // by year
  std::map<Place, Kept> kept_;
};

}  // namespace minenpp::survey
