#pragma once

#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "io/tables/class_table.h"
#include "model/casa/casa_year.h"
#include "model/casa/composite.h"
#include "model/casa/gap_filling.h"
#include "model/casa/land_class.h"
#include "model/casa/ndvi_bounds.h"
#include "model/grid/tile_lattice.h"
#include "model/stats/change_class.h"
#include "model/stats/linear_trend.h"
#include "survey/catalogue/change_periods.h"
#include "survey/catalogue/raster_inputs.h"
#include "survey/catalogue/trend_rules.h"
#include "survey/catalogue/zone_list.h"
#include "survey/mines/mine_rules.h"
#include "survey/validation/samples.h"
#include "survey/weather/gridded_year.h"
#include "survey/weather/station_year.h"
#include "survey/weather/weather_rules.h"

namespace minenpp::survey {

/// Whose pixels give the NDVI bounds.
enum class BoundsPooling { pooled, per_year, table };

/// The science settings in the model's own terms.
struct ScienceOptions {
  model::CasaOptions casa;
  model::GapFilling filling = model::GapFilling::none;  ///< none outside full_year
  model::Composite composite = model::Composite::maximum;
  BoundsPooling pooling = BoundsPooling::pooled;
  model::NdviBoundsRule bounds;
  WeatherRules weather;
  model::ChangeLimits change;
  std::vector<int> mined_classes, reclaimed_classes;
  bool change_maps = true;
  bool climate_maps = false;  ///< correlations of NPP with the weather, pixel by pixel
  TrendRules trend;
};

/// Both throw Error(usage) for settings that are out of range together or contradict each other.
[[nodiscard]] ScienceOptions science_options(const Settings& settings);
[[nodiscard]] WeatherRules weather_rules(const Settings& settings);
/// Throws Error(usage) where rings are asked for that cannot be made; where they are not asked for, says so.
[[nodiscard]] MineRules mine_rules(const Settings& settings, const model::Grid& grid,
                                   const std::vector<Zone>& zones, Notices& notices);

/// All that a survey is made from: which inputs, on which grid, for which years, computed how.
struct Catalogue {
  io::StudyGrid grid;
  model::TileLattice tiles;
  SceneInputs scenes;
  std::vector<YearRasters> years;
  std::vector<ChangePeriod> periods;  ///< years that are compared
  model::MonthMask months{};          ///< months that any year surveys (full_year: all twelve)
  std::vector<int> month_list;        ///< the same as numbers 1..12
  std::vector<model::LandClass> classes;
  io::ClassMap class_of_code;  ///< raster code -> class code; empty: the same
  StudyArea area;
  ZoneList zones;
  MineRules mines;
  std::vector<StationYear> stations;  ///< by year, as `years`; empty years on ranks that did not read them
  bool shares_stations = false;       ///< the root alone read the stations; ranks get those near their tiles
  std::vector<GriddedYear> gridded;   ///< by year, as `years`
  SampleInputs samples;               ///< on the root alone
  ScienceOptions science;

  [[nodiscard]] bool full_year() const { return science.casa.mode == model::SurveyMode::full_year; }
  /// Class codes in the order of the class table.
  [[nodiscard]] std::vector<int> class_codes() const;
  /// The surveyed calendar years, ascending.
  [[nodiscard]] std::vector<int> year_numbers() const;
  /// Are there enough years for trends?
  [[nodiscard]] bool has_trend() const { return std::ssize(years) >= model::trend_min_years; }
  /// Months of one year that are surveyed: those with an image, or all twelve in full_year.
  [[nodiscard]] model::MonthMask surveyed_months(std::size_t year) const;
  /// Are filled months of a year's NDVI marked in a map of their own, since its number of observations, which
  /// would tell, is not in the map?
  [[nodiscard]] bool marks_filled(std::size_t year) const {
    return science.filling != model::GapFilling::none && !years[year].has_counts();
  }
  /// Does the water of the year before go on into this one (the record has no break, and the model keeps
  /// water)?
  [[nodiscard]] bool continues(std::size_t year) const;
};

/// The class table as the CSV that landcover.classes would read.
[[nodiscard]] std::string class_table_text(const std::vector<model::LandClass>& classes);

/// Reads settings and small inputs (tables, polygons, what files there are), not the pixels. What is wrong
/// goes into `problems`; the catalogue is then incomplete and must not be used.
///
/// `is_root`: a large station table is read by the root alone (run.share-stations).
[[nodiscard]] Catalogue make_catalogue(const Settings& settings, ProblemList& problems, Notices& notices,
                                       bool is_root = true);

}  // namespace minenpp::survey
