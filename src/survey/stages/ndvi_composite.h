#pragma once

#include <memory>
#include <vector>

#include "io/raster/grid_reader.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/npp/npp_tile.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Brings the NDVI rasters of a year together, tile by tile: the maximum of all valid values of a month, as
/// codes of 1e-4 (science, section 1). Counts, source by source, what lay outside the valid range.
class NdviComposite {
 public:
  NdviComposite(const SurveyRun& run, std::size_t year);

  /// Observed NDVI codes of `inputs.window` for the pixels that have a class; the months surveyed by an
  /// image.
  void read(TileInputs& inputs);

  /// By source, in the order of the catalogue.
  [[nodiscard]] const std::vector<RangeCount>& counts() const { return counts_; }

 private:
  const YearRasters& rasters_;
  std::vector<std::unique_ptr<io::GridReader>> readers_;
  std::vector<RangeCount> counts_;
  double lowest_, highest_;
  std::vector<double> values_;
};

}  // namespace minenpp::survey
