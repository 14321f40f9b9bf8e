#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/mines/block_grid.h"
#include "survey/mines/ledger_land.h"
#include "survey/mines/mine_land.h"
#include "survey/mines/paired_changes.h"
#include "survey/mines/reclaimed_age.h"
#include "survey/statistics/integer_lists.h"
#include "survey/statistics/region_sums.h"
#include "survey/statistics/zone_histograms.h"

namespace minenpp::survey {

/// What the pixel pass learns of zones, mines and rings: exact sums of NPP by zone and class, by ring around
/// the mines (together, each alone, and the nearest), of the reference land far from all mines, and of blocks
/// of both for standard errors.
class MinePass {
 public:
  /// Collective: opens the maps of rings. `key`: of the stage. All arguments outlive this.
  MinePass(const SurveyRun& run, const MineList& list, const TallyColumns& columns, const io::StageKey& key);

  /// Collective: before the first year of this rank's next tile; none where it has run out.
  void prepare(std::optional<std::int64_t> tile);

  /// Do ranks need prepare() before every tile?
  [[nodiscard]] bool needs_preparing() const {
    return run_.catalogue.mines.rings && run_.catalogue.mines.from_classes();
  }

  /// One year of the tile that was prepared.
  void compute(std::size_t year, const TileInputs& inputs, const NppTile& tile);

  /// Of the tile and year of compute().
  [[nodiscard]] const RegionPixels& pixels() const { return pixels_; }

  /// Local: puts the rings of the tile of compute() into their map.
  void write(std::size_t year, const model::Window& window);

  /// Collective: what all ranks have counted so far, on the root; and, there, more of it, of tiles of an
  /// earlier run. Throws Error where that does not fit.
  void put_total(PackedLists& lists) const;
  void add_counts(PackedListReader& lists);

  /// The files that tiles are written into.
  [[nodiscard]] std::vector<io::MapWriter*> writers() const;

  /// Collective: sums over ranks, and closes the maps.
  void finish();

  /// By year; whole on the root after finish().
  std::vector<CellTable> tables;
  std::vector<ZoneHistograms> histograms;
  PairedChanges paired;  ///< its tables by period
  LedgerLand land;       ///< its tables by year

 private:
  /// The rings of one mine, of the pixels of `part` of the tile, which are `distance` from it.
  [[nodiscard]] std::vector<RingRun> runs_of(const model::Window& part,
                                             std::span<const double> distance) const;
  void find_regions();
  void find_nearest();
  void find_near_mines();
  void add_zones(CellTable& table);
  void add_rings(std::span<const RingRegion> regions, CellTable& table);
  void add_reference(CellTable& table);
  void add_reclaimed(CellTable& table);

  const SurveyRun& run_;
  const MineList& list_;
  std::optional<MineLand> mine_land_;  // none without rings
  RegionPixels pixels_;
  std::vector<std::uint8_t> base_classes_, in_area_;
  std::unique_ptr<RegionSums> by_class_, by_ring_, by_block_, by_age_;
  ReclaimedAge reclaimed_;
  std::vector<std::int8_t> rings_;
  std::vector<RingRegion> regions_;   // the selected mines together, then each alone
  std::vector<RingRegion> nearest_;   // by the mine that is nearest
  std::vector<std::int32_t> owners_;  // by pixel: the mine it lies in, selected or not, else the nearest
  std::vector<std::uint8_t> mapped_rings_;
  BlockGrid blocks_;
  std::vector<std::unique_ptr<io::MapWriter>> maps_;  // by year
};

}  // namespace minenpp::survey
