#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "io/raster/pixel_positions.h"
#include "io/raster/resampling.h"
#include "model/grid/footprint.h"
#include "model/grid/grid.h"
#include "model/grid/resample.h"

namespace minenpp::io {

/// Brings a raster that is not on the study grid onto it, in the ways of model/grid/resample.h and
/// footprint.h. A pixel's value does not depend on the window it is asked in, and on the extent of the study
/// by no more than positions do (PixelPositions: 0.001 raster pixel).
class RasterResampler {
 public:
  /// Gives raster pixels of a window of the raster, row by row; NaN where there is no data.
  using ReadRaster = std::function<void(const model::Window& own, std::span<double> values)>;

  /// Throws Error(input) where PROJ knows no way between the two CRS.
  RasterResampler(const StudyGrid& study, const RasterPlace& place, Resampling resampling);

  /// Values of the study pixels of `window`, row by row; NaN where there is no data or no raster. What
  /// `plausible` excludes takes no part in the values around it (or at its limit, where it clips) and stays
  /// itself where it is the pixel that holds the centre, so that it can be counted. Infinite values likewise.
  /// `out`: window.size() values.
  void resample(const model::Window& window, const std::optional<PlausibleValues>& plausible,
                const ReadRaster& read, std::span<double> out) const;

  /// Raster pixels along an edge of the study pixel with which `window` begins, the longer edge.
  [[nodiscard]] double pixels_across(const model::Window& window) const;

 private:
  struct Located;
  [[nodiscard]] Located locate(const model::Window& window) const;
  [[nodiscard]] model::Window raster_under(const Located& located, const model::Window& part) const;
  void resample_part(const Located& located, const model::Window& part, const model::Window& own,
                     const std::optional<PlausibleValues>& plausible, const ReadRaster& read,
                     std::span<double> out) const;
  [[nodiscard]] double value_at(const model::RasterPatch& patch, double col, double row,
                                const model::Footprint& footprint) const;

  PixelPositions positions_;
  RasterPlace place_;
  Resampling resampling_;
};

}  // namespace minenpp::io
