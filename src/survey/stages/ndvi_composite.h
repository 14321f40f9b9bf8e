#pragma once

#include <memory>
#include <vector>

#include "io/raster/grid_reader.h"
#include "survey/run/survey_run.h"
#include "survey/stages/ndvi_reader.h"

namespace minenpp::survey {

/// Brings the NDVI rasters of a year together, tile by tile, as codes of 1e-4 (science, section 1). Counts,
/// source by source, what lay outside the valid range.
class NdviComposite final : public NdviReader {
 public:
  NdviComposite(const SurveyRun& run, std::size_t year);

  void read(TileInputs& inputs) override;

 private:
  void read_month(TileInputs& inputs, std::size_t month);
  void read_only_source(TileInputs& inputs, std::size_t month, std::size_t source);

  const YearRasters& rasters_;
  model::Composite rule_;
  NdviRange range_;
  std::vector<std::unique_ptr<io::GridReader>> readers_;
  std::vector<double> values_;
};

}  // namespace minenpp::survey
