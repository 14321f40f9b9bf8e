#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/stats/exact_sum.h"
#include "model/stats/int128.h"
#include "model/stats/run_sums.h"
#include "survey/npp/npp_tile.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/tally_columns.h"

namespace minenpp::survey {

/// The NPP of one tile and year as whole numbers, and the classes of its pixels as small indices: what sums
/// over many overlapping regions read again and again.
class RegionPixels {
 public:
  static constexpr std::int64_t no_value = model::no_fixed;

  RegionPixels(const model::Grid& grid, const std::vector<int>& class_codes, TallyColumns columns);

  /// `base_classes`: class codes of the first surveyed year, or empty.
  void set(const TileInputs& inputs, const NppTile& tile, std::span<const std::uint8_t> base_classes);

  [[nodiscard]] std::size_t columns() const { return columns_.count(); }
  [[nodiscard]] std::size_t classes() const { return codes_.size(); }
  [[nodiscard]] int code(std::size_t index) const { return codes_[index]; }
  /// ExactSum::fixed of NPP; no_value where there is none; empty where the column is not surveyed.
  [[nodiscard]] std::span<const std::int64_t> column(std::size_t column) const { return fixed_[column]; }
  /// round(NPP^2 x 1e6) where column() has a value.
  [[nodiscard]] std::span<const std::int64_t> squares(std::size_t column) const { return squares_[column]; }
  /// Of so many pixels with one area and weight the sums of values and of squares fit 64 bits.
  [[nodiscard]] std::int64_t pixels_in_64_bits() const { return pixels_in_64_bits_; }
  /// Index of the pixel's class, 0..classes() - 1; classes() where it has none.
  [[nodiscard]] std::span<const std::uint8_t> land() const { return land_; }
  [[nodiscard]] std::span<const std::uint8_t> base() const { return base_; }
  [[nodiscard]] std::int64_t area_mm2(std::size_t pixel) const {
    return row_area_mm2_[pixel / static_cast<std::size_t>(window_.cols)];
  }
  [[nodiscard]] const model::Window& window() const { return window_; }

 private:
  void index(std::span<const std::uint8_t> classes, std::vector<std::uint8_t>& out) const;

  model::Grid grid_;
  std::vector<int> codes_;
  TallyColumns columns_;
  std::vector<std::uint8_t> index_of_code_;
  model::Window window_;
  std::vector<std::vector<std::int64_t>> fixed_, squares_;
  std::int64_t pixels_in_64_bits_ = 1;
  std::vector<std::uint8_t> land_, base_;
  std::vector<std::int64_t> row_area_mm2_;
};

/// Sums over one region of a tile, by ring, class of the first year and class; then handed to a table. The
/// pixels stay as they are until then.
class RegionSums {
 public:
  /// `by_base`: whether the class of the first year is told apart.
  RegionSums(const RegionPixels& pixels, std::size_t rings, bool by_base);

  /// `count` pixels of one row from index `first` in the tile on; `ring` in 0..rings - 1.
  void add(std::size_t first, std::size_t count, std::size_t ring) {
    add(first, count, ring, pixels_->area_mm2(first), 1);
  }
  /// With the area of a pixel that counts, mm2, and a pixel's weight (NppTally).
  void add(std::size_t first, std::size_t count, std::size_t ring, std::int64_t area_mm2,
           std::int64_t weight);

  /// Adds what was summed to the cells of `kind` and `group`, and empties this.
  void flush(CellKind kind, std::int32_t group, CellTable& table);

 private:
  struct Sum {
    std::int64_t count = 0, weight = 0;
    model::Int128 npp = 0, squares = 0, area = 0, products = 0;
  };
  void find_runs(std::size_t first, std::size_t count, std::size_t ring);
  void touch(std::size_t slot);
  void add_pending_runs();
  void settle();

  const RegionPixels* pixels_;
  bool by_base_;
  std::vector<Sum> sums_;                // slot x column
  std::vector<model::RunSums> pending_;  // the same, of pixels with one area and weight
  std::int64_t pending_pixels_ = 0, pending_area_mm2_ = 0, pending_weight_ = 0;
  std::vector<model::ValueRun> runs_;  // what pending_ has not yet
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint8_t> is_touched_;
};

}  // namespace minenpp::survey
