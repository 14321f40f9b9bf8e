#pragma once

#include <optional>
#include <string>

#include "survey/archive/survey_result.h"
#include "survey/run/survey_run.h"
#include "survey/stages/class_ndvi.h"
#include "survey/statistics/bounds_by_year.h"
#include "survey/weather/gridded_counts.h"
#include "survey/weather/survey_weather.h"

namespace minenpp::survey {

// Each stage of a year is collective, reads what the stages before it wrote, and commits one map file with
// `key` in it or throws the same Error on every rank.

/// Land-cover raster -> maps/class-YYYY.nc. A code that is in no class is an error.
void make_class_map(SurveyRun& run, std::size_t year, const io::StageKey& key);

/// Land-cover maps of all years -> maps/mines.nc: mine land that hangs together (mines.find), with a table of
/// the mines.
void make_mines_map(SurveyRun& run, const io::StageKey& key);

/// NDVI rasters or scenes -> ndvi/ndvi-YYYY.nc: monthly composite of the study area as int16, gaps filled,
/// and how many observations it was made of; where rasters are filled, state/filled-YYYY.nc says which months
/// of a pixel are. A source most of whose values are out of range is an error.
///
/// `counts_classes`: whether it counts as well what make_class_ndvi wants to know, from the year's class map;
/// nothing comes back where a part of the tiles was made by an earlier run.
std::optional<ClassNdvi> make_ndvi_map(SurveyRun& run, std::size_t year, bool counts_classes,
                                       const io::StageKey& key);

/// NDVI and classes -> ndvi/classes-YYYY.h5: histograms of observed NDVI by class, and what was observed and
/// filled. `counted`: on this rank, where the NDVI was made just now; else its map is read.
void make_class_ndvi(SurveyRun& run, std::size_t year, std::optional<ClassNdvi> counted,
                     const io::StageKey& key);

/// What the stages of a year's NDVI counted, from their files. Throws Error(input) where one is not there or
/// damaged.
struct NdviCounts {
  ClassHistograms histograms;
  PixelNotices pixels;
  std::vector<SceneRecord> scenes;  ///< empty with NDVI rasters
};
[[nodiscard]] NdviCounts read_ndvi_counts(const SurveyRun& run, std::size_t year);

/// NDVI, classes and weather -> maps/npp-YYYY.nc, with the exact sums by class and zone.
void make_npp_map(SurveyRun& run, std::size_t year, const std::vector<model::NdviBounds>& bounds,
                  const SurveyWeather& weather, const TallyColumns& columns, const io::StageKey& key);

/// Monthly temperature, precipitation and radiation (and their kriging variance where it is wanted) over the
/// whole of every tile -> maps/temperature-YYYY.nc and so on.
void make_weather_map(SurveyRun& run, std::size_t year, const SurveyWeather& weather,
                      const io::StageKey& key);

/// What the gridded weather of a year held, from the year's file; empty where all weather is of stations.
/// Throws Error(input) where the file is not there or damaged.
[[nodiscard]] std::optional<GriddedCounts> read_gridded_counts(const SurveyRun& run, std::size_t year);

/// The sums of a year, from its file. Throws Error(input) where it is not there, damaged, or of other
/// classes, zones or months.
[[nodiscard]] NppTables read_npp_tables(const SurveyRun& run, std::size_t year, const TallyColumns& columns);

/// The pixel pass over all years: classes of change, newly mined and reclaimed land, pixels above the area
/// mean, trends; into `result.change` and `result.trend`, and maps/change-*.nc and maps/trend-*.nc with `key`
/// in them. NPP is computed again rather than read, since the maps are rounded and a class of change begins
/// at exactly zero.
void survey_change(SurveyRun& run, SurveyResult& result, const SurveyWeather& weather,
                   const io::StageKey& key);

}  // namespace minenpp::survey
