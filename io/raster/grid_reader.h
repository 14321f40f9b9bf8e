#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/gdal/handles.h"
#include "io/raster/raster_place.h"
#include "io/raster/raster_resampler.h"
#include "io/raster/resampling.h"
#include "io/raster/study_grid.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// What to read from a raster file and how.
struct RasterSettings {
  std::string path;
  int band = 1;                   ///< counted from 1
  std::string band_setting = {};  ///< the setting that could name the band, where it does not: then a file
                                  ///< with others beside it (but for an alpha band) is refused
  Resampling resampling = Resampling::nearest;
  std::optional<double> nodata = {};  ///< raw value that means no data; unset: the file's own, if it has one
  std::optional<double> scale =
      {};  ///< value = raw * scale + offset; unset: the band's own, 1 where it has none
  std::optional<double> offset = {};              ///< unset: the band's own, 0 where it has none
  std::optional<PlausibleValues> plausible = {};  ///< after scale and offset; only these are resampled
  std::optional<Crs> crs = {};                    ///< used where the file has no CRS
  std::string crs_setting = "grid.crs";           ///< the setting that could supply it, for the error message
};

/// What the numbers of a band of 16-bit whole numbers mean.
struct StoredNumbers {
  std::int16_t nodata;   ///< the one that is no data
  double scale, offset;  ///< value = number * scale + offset
};

/// One band of a raster file brought to the study grid, read window by window. Holds one open file, buffers
/// of at most 256 KB (while it resamples 24 MB, or what is under one study pixel) and, of GDAL's block cache,
/// at most the process-wide 8 MB.
///
/// Where every raster pixel is a study pixel (same coordinates, pixel size and alignment within 1e-6 pixel;
/// the raster may be larger or smaller than the grid) values are copied. Otherwise they are resampled
/// (RasterResampler), after scale and offset, so that a pixel's value does not depend on the window it is
/// read in. A NaN in the file is no data, as is what the file's mask or its
/// alpha band leaves out; gaps neither shrink nor grow.
class GridReader {
 public:
  /// Throws Error(input), naming the file: missing, a folder, unreadable, no such band, several
  /// of them where none is named, no CRS, no georeferencing, no overlap with the study grid.
  GridReader(const RasterSettings& settings, const StudyGrid& study);

  /// Values of `window` (inside the study grid), row by row; NaN where there is no data or no raster.
  /// `out`: window.size() values. Throws Error(input) naming file, band and window where the file is damaged.
  void read(const model::Window& window, std::span<double> out);

  /// The same values, given to `work` a row at a time, from the window's row 0 on; they are gone when it
  /// returns. Faster where each is looked at once: a row stays in the first-level cache.
  using UseRow = std::function<void(std::int64_t row, std::span<double> values)>;
  void read_rows(const model::Window& window, const UseRow& work);

  /// Whole-number codes, raw (no scale or offset); `no_code` where there is no data or no raster.
  /// Throws like the other, Error(input) where a value is not a whole 32-bit number, and Error(usage) where
  /// the resampling would mix codes (bilinear, cubic, average on a raster that is not on the grid).
  void read(const model::Window& window, std::span<std::int32_t> out, std::int32_t no_code);

  /// Where values are copied and the band is of signed 16-bit numbers, one of which is no data: what they
  /// mean.
  [[nodiscard]] std::optional<StoredNumbers> stored_numbers() const;

  /// These numbers of `window`, row by row; the one that is no data also where there is no raster. `out`:
  /// window.size() numbers. Throws like read(), and Error(system) where stored_numbers() is nothing.
  void read_stored(const model::Window& window, std::span<std::int16_t> out);

  /// Are values copied (true) or resampled?
  [[nodiscard]] bool on_grid() const { return shift_.has_value(); }

  /// Pixels of the raster along an edge of a study pixel, in the middle of the grid; 1 where values are
  /// copied.
  [[nodiscard]] double pixels_across() const;

  /// The raster's own size, CRS and place.
  [[nodiscard]] const RasterPlace& place() const { return place_; }

 private:
  void read_raw(const model::Window& window, std::span<double> out);
  void check(const model::Window& window) const;
  void check(const model::Window& window, std::size_t values) const;
  void copy_rows(const model::Window& window, const UseRow& work);
  void resample(const model::Window& window, bool scaled, std::span<double> out);
  void read_own(const model::Window& own, std::span<double> values, const model::Window& asked);
  void scale(std::span<double> values) const;
  void fetch(GDALRasterBand& band, const model::Window& part, GDALDataType type, void* out,
             const model::Window& asked) const;
  void read_mask(GDALRasterBand& band, const model::Window& part);
  void let_go();
  void blank_nodata(std::span<double> row, std::span<const std::uint8_t> valid) const;

  RasterSettings settings_;
  model::Window grid_;
  RasterPlace place_;
  std::optional<PixelShift> shift_;
  std::optional<double> nodata_;
  double rounded_nodata_ = 0;  ///< as a band of floats keeps it
  double scale_ = 1, offset_ = 0;
  GDALDataType type_ = GDT_Float64;  ///< in which values are taken from the file
  std::vector<std::byte> stored_;    ///< a window as the file holds it
  std::vector<std::uint8_t> valid_;  ///< its mask; empty where there is none
  std::vector<double> row_;
  DatasetHandle file_;
  std::optional<RasterResampler> resampler_;  // where values are not copied
};

}  // namespace minenpp::io
