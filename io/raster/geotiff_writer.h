#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/gdal/handles.h"
#include "io/raster/study_grid.h"
#include "model/grid/grid.h"

namespace minenpp::io {

enum class PixelType { uint8, uint16, int16, float32 };

/// What a GeoTIFF holds besides its grid.
struct GeoTiffLayout {
  PixelType type = PixelType::float32;
  int bands = 1;
  std::optional<double> nodata = {};
  std::string description = {};                     ///< of the file
  std::vector<std::string> band_descriptions = {};  ///< none, or one a band
  double scale = 1, offset = 0;                     ///< value = raw * scale + offset, stored as band metadata
  std::int64_t strip_rows = 0;  ///< rows of a strip, as in old products; 0: tiles of 256 x 256 pixels
  bool compressed = true;  ///< with DEFLATE; otherwise fast to write, and blocks without data take no room
  bool pixel_is_point = false;  ///< coordinates in the file are those of pixel centres (the grid is the same)
};

/// Writes one GeoTIFF window by window: tiles or strips, BigTIFF where it could pass 4 GB.
/// The data go to `path`.part; finish() flushes them to disk and gives the file its name. Without finish()
/// the part file is removed. Windows along block edges are fastest and smallest.
class GeoTiffWriter {
 public:
  /// Throws Error(system) where the file cannot be made.
  GeoTiffWriter(std::string path, const StudyGrid& study, const GeoTiffLayout& layout);
  ~GeoTiffWriter();
  GeoTiffWriter(const GeoTiffWriter&) = delete;
  GeoTiffWriter& operator=(const GeoTiffWriter&) = delete;
  GeoTiffWriter(GeoTiffWriter&&) = delete;
  GeoTiffWriter& operator=(GeoTiffWriter&&) = delete;

  /// Raw values of `window`, row by row; the element type must be the layout's. `band` counts from 1.
  /// Throws Error(system) where the disk refuses or the window, size or type is wrong.
  void write(const model::Window& window, std::span<const std::uint8_t> raw, int band = 1);
  void write(const model::Window& window, std::span<const std::uint16_t> raw, int band = 1);
  void write(const model::Window& window, std::span<const std::int16_t> raw, int band = 1);
  void write(const model::Window& window, std::span<const float> raw, int band = 1);

  /// Throws Error(system) where the disk refuses.
  void finish();

 private:
  void write_raw(const model::Window& window, const void* raw, std::size_t values, PixelType type, int band);
  [[nodiscard]] std::string part() const { return path_ + ".part"; }

  std::string path_;
  model::Window grid_;
  PixelType type_;
  DatasetHandle file_;
};

/// Writes `path` (.vrt): one virtual raster with the extent of `grid` over tiles that lie on the grid's
/// pixels, with the tiles' paths relative to it where they are beside or below it. All tiles need the same
/// CRS, bands and type. Written to `path`.part and renamed. Throws Error(system), or Error(input) where a
/// tile does not fit.
void write_vrt_mosaic(const std::string& path, const std::vector<std::string>& tiles,
                      const model::Grid& grid);

}  // namespace minenpp::io
