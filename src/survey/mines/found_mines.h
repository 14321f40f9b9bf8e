#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/results/archive_reader.h"
#include "io/results/archive_writer.h"
#include "model/grid/grid.h"

namespace minenpp::survey {

/// A mine that was found on the land-cover maps (mines.find): all land that was mined in any surveyed year.
struct FoundMine {
  std::string name;
  std::int64_t pixels = 0;
  model::Window box;                          ///< the smallest that holds it
  std::int64_t first_row = 0, first_col = 0;  ///< first pixel row by row
  double area_hm2 = 0;
  std::vector<std::int64_t> year_pixels;  ///< by surveyed year: pixels of a mine class
  std::vector<double> year_area_hm2;
};

/// The dimension "mine" and what is known of each, but for the years.
void write_found_mines(const std::vector<FoundMine>& mines, io::ArchiveGroup& group);

/// The years as dimension "mine_and_year": one, so that GDAL does not take them for a raster of the map file.
void write_flat_years(const std::vector<FoundMine>& mines, io::ArchiveGroup& group);

/// The years over the dimensions "mine" and "year", which the group has already.
void write_mine_years(const std::vector<FoundMine>& mines, io::ArchiveGroup& group);

/// What write_found_mines and write_flat_years wrote into the group `statistics` of a map file. Throws
/// Error(input) where it is damaged.
[[nodiscard]] std::vector<FoundMine> read_found_mines(const io::ArchiveReader& file);

}  // namespace minenpp::survey
