#pragma once

#include <string>
#include <vector>

#include "io/raster/grid_reader.h"
#include "model/climate/batch_map.h"
#include "survey/catalogue/ndvi_inputs.h"
#include "survey/catalogue/problem_list.h"
#include "survey/catalogue/scene_inputs.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

/// The rasters of one surveyed year.
struct YearRasters {
  int year = 0;
  std::vector<NdviSource> ndvi;          ///< by month, then by path
  std::vector<std::size_t> scenes = {};  ///< by date: which of the scenes; empty with NDVI rasters
  model::MonthMask scene_months{};       ///< months of those
  std::string landcover;                 ///< empty where landcover.everywhere is set
  int landcover_year = 0;                ///< of the raster that is used; 0 where one raster serves all years
  [[nodiscard]] model::MonthMask months() const;
  /// Can a month have more than one observation, so that their number is worth a map?
  [[nodiscard]] bool has_counts() const;
};

/// Finds the rasters of every year asked for (run.years, or all that have NDVI or used scenes), in order of
/// year. Years without NDVI, months that cannot be told and missing land cover are problems; a land cover
/// taken from an earlier year is said. The scenes of the years are assigned later.
[[nodiscard]] std::vector<YearRasters> find_rasters(const Settings& settings, const SceneInputs& scenes,
                                                    ProblemList& problems, Notices& notices);

/// Gives every year its used scenes. A year asked for that is left without any is a problem; where no years
/// are asked for, such years are dropped.
void assign_scenes(const Settings& settings, const SceneInputs& scenes, std::vector<YearRasters>& years,
                   ProblemList& problems);

/// How a land-cover raster is to be read. Throws Error(usage) where landcover.crs is none.
[[nodiscard]] io::RasterSettings landcover_raster(const Settings& settings, const std::string& path);

}  // namespace minenpp::survey
