#pragma once

#include <vector>

#include "io/results/archive_writer.h"
#include "survey/npp/npp_tile.h"
#include "survey/run/survey_run.h"
#include "survey/stages/ndvi_reader.h"
#include "survey/stages/stages.h"

namespace minenpp::survey {

/// NDVI values out of range in all sources, of all ranks, on the root. Collective. Throws Error(input) for a
/// raster most of whose values are out of range.
[[nodiscard]] std::int64_t values_out_of_range(const SurveyRun& run,
                                               const std::vector<NdviReader::Source>& sources);

/// Fills the missing months of every pixel of a tile. A filled month has no observations, and is water where
/// most of the pixel's observed months are.
void fill_tile(TileInputs& inputs, model::GapFilling method);

/// Puts what the NDVI stage counts into the group `statistics` of its file.
void write_counts(std::int64_t out_of_range, const std::vector<SceneRecord>& scenes,
                  io::ArchiveWriter& archive);

}  // namespace minenpp::survey
