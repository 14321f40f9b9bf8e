#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/mines/mine_land.h"
#include "survey/mines/reclaimed_age.h"
#include "survey/statistics/region_sums.h"
#include "survey/statistics/zone_histograms.h"

namespace minenpp::survey {

/// What the pixel pass learns of zones, mines and rings: exact sums of NPP by zone and class, by ring around the
/// mines (together, each alone, and the nearest), of the reference land far from all mines, and of blocks of both
/// for standard errors.
class MinePass {
 public:
  /// Collective: opens the maps of rings. `key`: of the stage. All arguments outlive this.
  MinePass(const SurveyRun& run, const MineList& list, const TallyColumns& columns, const std::string& key);

  /// Collective: before the first year of this rank's next tile; none where it has run out.
  void prepare(std::optional<std::int64_t> tile);

  /// One year of the tile that was prepared.
  void compute(std::size_t year, const TileInputs& inputs, const NppTile& tile);

  /// Collective: writes the rings of the tile of compute(); an empty window where the rank has none.
  void write(std::size_t year, const model::Window& window);

  /// Collective: sums over ranks, and closes the maps.
  void finish();

  /// By year; whole on the root after finish().
  std::vector<CellTable> tables;
  std::vector<ZoneHistograms> histograms;

 private:
  void add_zones(CellTable& table);
  void add_rings(CellTable& table);
  void add_one_mine(std::int32_t number, CellTable& table);
  void add_reference(CellTable& table);
  void add_reclaimed(CellTable& table);
  [[nodiscard]] std::int32_t block_of(std::size_t pixel) const;

  const SurveyRun& run_;
  const MineList& list_;
  std::optional<MineLand> land_;  // none without rings
  RegionPixels pixels_;
  std::vector<std::uint8_t> base_classes_;
  std::unique_ptr<RegionSums> by_class_, by_ring_, by_block_, by_age_;
  ReclaimedAge reclaimed_;
  std::vector<std::int8_t> rings_, own_rings_;
  std::vector<double> own_distance_;
  std::vector<std::uint8_t> mapped_rings_;
  std::int64_t block_rows_ = 1, block_cols_ = 1, blocks_across_ = 1;
  std::vector<std::unique_ptr<io::MapWriter>> maps_;  // by year
};

}  // namespace minenpp::survey
