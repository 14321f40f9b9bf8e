#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "model/casa/ndvi_bounds.h"
#include "model/stats/ndvi_histogram.h"
#include "survey/mines/found_mines.h"
#include "survey/mines/land_table.h"
#include "survey/mines/mine_list.h"
#include "survey/statistics/cell_table.h"
#include "survey/statistics/change_tally.h"
#include "survey/statistics/green_classes.h"
#include "survey/statistics/tile_tally.h"
#include "survey/statistics/trend_tally.h"
#include "survey/statistics/zone_histograms.h"
#include "survey/validation/validation.h"
#include "survey/weather/lattice_errors.h"
#include "survey/weather/station_shares.h"
#include "survey/weather/weather_fields.h"
#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// How one year's weather came about.
struct WeatherReport {
  PlanFindings findings;
  LatticeErrors lattice;
  WeatherFields fields;
};

/// Pixels that stages had something to say about in one year.
struct PixelNotices {
  std::int64_t classified = 0;         ///< pixels of the study area that have a class
  std::int64_t without_class = 0;      ///< such pixels with observed NDVI that have none
  std::int64_t ndvi_out_of_range = 0;  ///< NDVI values outside the valid range, made no data or the limit
  std::int64_t ndvi_observed = 0;      ///< pixel-months with an observed NDVI
  std::int64_t ndvi_filled = 0;        ///< pixel-months whose NDVI was filled
  std::array<std::int64_t, 12> observed_in{}, filled_in{};  ///< the same by month
};

/// What the NDVI stage learnt of one scene.
struct SceneRecord {
  std::string id;
  bool used = true;
  std::string reason;                         ///< why not
  std::int64_t dark_red = -1, dark_nir = -1;  ///< stored numbers of the dark object; -1: none was needed
  std::int64_t present = -1, usable = -1;  ///< pixels of the area it covers, and clear ones; -1: not measured
  std::int64_t observed = 0;               ///< usable observations of pixels of the study area
  std::int64_t outside = 0;                ///< NDVI values out of range
};

/// An input file as it was when the survey was run.
struct InputRecord {
  std::string setting, path;
  std::string identity;  ///< size and content hash
};

/// Everything that goes into survey.h5.
struct SurveyResult {
  TallyColumns columns;
  std::vector<NppTables> tables;                       ///< by year; on the root
  TallyTable area;                                     ///< of the study area, by year and column
  std::vector<std::vector<model::NdviBounds>> bounds;  ///< by year and class
  model::NdviHistogram ndvi;                           ///< of all years, classes and months
  std::vector<GreenClass> green;                       ///< classes without vegetation that look otherwise
  std::vector<std::vector<bool>> class_has_ndvi;       ///< by year and class; in any month
  ChangeTables change;                                 ///< whole on the root
  MineList mines;
  std::vector<FoundMine> found_mines;            ///< with mines.find
  std::vector<CellTable> cells;                  ///< by year; on the root
  std::vector<CellTable> paired;                 ///< by period: PairedChanges; likewise
  std::vector<LandTable> land;                   ///< by year: LedgerLand; likewise
  std::vector<ZoneHistograms> histograms;        ///< by year; likewise
  TrendTables trend;                             ///< empty below three years; whole on the root
  std::vector<WeatherReport> weather;            ///< by year
  ShareTraffic traffic;                          ///< the most of any rank
  std::vector<PixelNotices> pixels;              ///< by year
  std::vector<std::vector<SceneRecord>> scenes;  ///< by year; empty with NDVI rasters
  std::optional<Validation> validation;          ///< on the root, where the survey has samples
  std::vector<InputRecord> inputs;
  double elapsed_s = 0;  ///< of the run, until the archive was written
};

}  // namespace minenpp::survey
