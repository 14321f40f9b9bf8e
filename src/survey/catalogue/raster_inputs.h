#pragma once

#include <string>
#include <vector>

#include "io/raster/grid_reader.h"
#include "model/climate/batch_map.h"
#include "survey/catalogue/problem_list.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

/// One band that gives NDVI of one month.
struct NdviSource {
  std::string path;
  int band = 1;
  int month = 1;
};

/// The rasters of one surveyed year.
struct YearRasters {
  int year = 0;
  std::vector<NdviSource> ndvi;  ///< by month, then by path
  std::string landcover;         ///< empty where landcover.everywhere is set
  int landcover_year = 0;        ///< of the raster that is used; 0 where one raster serves all years
  [[nodiscard]] model::MonthMask months() const;
};

/// Finds the rasters of every year asked for (run.years, or all that have NDVI), in order of year. Years
/// without NDVI, months that cannot be told and missing land cover are problems; a land cover taken from an
/// earlier year is said.
[[nodiscard]] std::vector<YearRasters> find_rasters(const Settings& settings, ProblemList& problems,
                                                    Notices& notices);

/// How an NDVI band, or a land-cover raster, is to be read.
[[nodiscard]] io::RasterSettings ndvi_raster(const Settings& settings, const NdviSource& source);
[[nodiscard]] io::RasterSettings landcover_raster(const Settings& settings, const std::string& path);

}  // namespace minenpp::survey
