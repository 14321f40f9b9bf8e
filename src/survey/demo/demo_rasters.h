#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "survey/demo/demo_layout.h"
#include "survey/demo/district_mines.h"

namespace minenpp::survey {

/// One raster of the demo: NDVI of a month, or the land cover of a year.
struct DemoLayer {
  bool ndvi = true;
  int year = 0;   ///< 0..demo_year_count-1
  int month = 0;  ///< 1..12; 0 for land cover
};

/// Writes the NDVI (int16, 0.0001) and land cover (uint8) rasters of an area, block by block: a block's files
/// depend on nothing but the block, so blocks can be made in any order by anyone. Memory is bounded by one
/// block's open files. A small area is one block and each layer one GeoTIFF; a larger one is a folder of
/// GeoTIFFs and a mosaic (.vrt).
class DemoRasters {
 public:
  static constexpr std::int64_t default_block_edge = 2048;

  /// `block_edge`: pixels, a multiple of 256. `ndvi_folder`: folder of the NDVI rasters within `folder`.
  DemoRasters(std::filesystem::path folder, const DemoLayout& layout, std::uint64_t seed, bool all_months,
              std::int64_t block_edge = default_block_edge, std::string ndvi_folder = "ndvi");

  [[nodiscard]] const std::vector<DemoLayer>& layers() const { return layers_; }
  [[nodiscard]] std::int64_t block_count() const { return static_cast<std::int64_t>(blocks_.size()); }

  /// Path of a layer below the folder: "ndvi/ndvi-2006-08.tif" or "landcover/landcover-2006.vrt".
  [[nodiscard]] std::string path_of(const DemoLayer& layer) const;

  [[nodiscard]] const io::StudyGrid& study() const { return study_; }
  [[nodiscard]] const DistrictMines& mines() const { return mines_; }

  /// "tif" or "vrt".
  [[nodiscard]] std::string ending() const { return block_count() == 1 ? "tif" : "vrt"; }

  /// Makes the folders that the files of all layers go to.
  void make_folders() const;

  /// Writes block `block` (0..block_count()-1) of every layer and calls `done` with each number of pixels
  /// finished.
  void write_block(std::int64_t block, const std::function<void(std::int64_t)>& done) const;

  /// After all blocks are there: joins them, where there are several.
  void write_mosaics() const;

 private:
  [[nodiscard]] std::string stem_of(const DemoLayer& layer) const;
  [[nodiscard]] std::string block_path(const DemoLayer& layer, std::int64_t block) const;

  std::filesystem::path folder_;
  std::string ndvi_folder_;
  io::StudyGrid study_;
  std::uint64_t seed_;
  DistrictMines mines_;
  std::vector<model::Window> blocks_;
  std::vector<DemoLayer> layers_;
};

}  // namespace minenpp::survey
