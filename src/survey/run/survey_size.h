#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "survey/run/stage_id.h"

namespace minenpp::survey {

/// Map files of one kind, which one stage writes.
struct MapKind {
  Stage stage = Stage::landcover;
  std::string name;              ///< of the files, up to the year or period: "npp", "trend-slope"
  std::int64_t files = 0;        ///< of all years
  std::int64_t bands = 0;        ///< of one file
  std::int64_t pixel_bytes = 0;  ///< of one file and pixel, all bands, before it is compressed
  double packed = 1;             ///< bytes of the file for each of these, as the demo has them
  bool has_overview = true;      ///< files of one variable alone
};

/// What of a survey decides the memory, the disk and the messages of its run: numbers alone.
struct SurveySize {
  std::int64_t rows = 0, cols = 0;
  std::int64_t area_pixels = 0;  ///< of the study area, at most rows x cols
  std::size_t years = 0;
  std::size_t months = 0;                   ///< surveyed, of the year that has most
  std::size_t columns = 0;                  ///< of tallies: months of all years, and the year's sum
  std::size_t trend_columns = 0;            ///< of trends and correlations
  bool full_year = false, goes_on = false;  ///< does water go on from any year to the next?
  std::size_t kept_years = 0;  ///< earlier years whose NPP is held at once to be compared with later ones
  std::size_t periods = 0, periods_of_a_year = 0;  ///< all; of the later year that has most
  bool trends = false, trend_maps = false, change_maps = false, rings = false;
  bool correlations = false, partial_correlations = false;
  std::size_t zones = 1, mines = 0, rings_of_a_mine = 0, classes = 0;
  bool mine_classes = false;         ///< are mines told by land cover, which ranks exchange?
  std::int64_t halo = 0;             ///< pixels around a tile that distances from mines reach
  std::int64_t effect_step = 0;      ///< weather.uncertainty-step
  std::int64_t band_rows = 0;        ///< rows of weather that are held at once
  std::int64_t weather_fields = 0;   ///< layers of them, in double precision
  std::int64_t variance_fields = 0;  ///< likewise of kriging variances, where they are wanted
  bool scenes = false, weather_maps = false, weather_variance = false;
  bool page = true;  ///< is there a report?
  std::vector<MapKind> maps;
};

/// Of the survey `catalogue` with these settings. `weather_maps`: whether they are made, by output.weather or
/// by `minenpp weather`.
[[nodiscard]] SurveySize size_of(const Settings& settings, const Catalogue& catalogue, bool weather_maps);

/// The map files that a survey makes, in the order of its stages.
[[nodiscard]] std::vector<MapKind> map_kinds(const Settings& settings, const Catalogue& catalogue,
                                             bool weather_maps);

/// A number of things, to be multiplied by their bytes.
[[nodiscard]] inline std::int64_t count_of(std::size_t things) {
  return static_cast<std::int64_t>(things);
}

}  // namespace minenpp::survey
