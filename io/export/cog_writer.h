#pragma once

#include <filesystem>

#include "io/export/map_dataset.h"
#include "io/export/raster_summary.h"

namespace minenpp::io {

/// Writes a map as a cloud-optimised GeoTIFF (GDAL's COG driver): tiles of 512 x 512, DEFLATE with predictor,
/// overviews by the mode of classes and numbers and by the average of other values (of those that are there),
/// BigTIFF where it could pass 4 GB, statistics in the file. Written to `path`.part, flushed, renamed; an
/// older file is replaced. Throws Error(system) where the disk refuses, Error(input) where the map is
/// damaged; the .part is then removed.
void write_cog(MapDataset& map, MapKind kind, const RasterSummary& summary,
               const std::filesystem::path& path);

/// Lets GDAL keep more blocks than usual while it lives, so that those of a whole row of a wide map stay
/// until the overviews are made.
class LargerBlockCache {
 public:
  LargerBlockCache();
  ~LargerBlockCache();
  LargerBlockCache(const LargerBlockCache&) = delete;
  LargerBlockCache& operator=(const LargerBlockCache&) = delete;

 private:
  GIntBig before_;
};

}  // namespace minenpp::io
