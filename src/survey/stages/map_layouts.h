#pragma once

#include "io/results/map_layout.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Layouts of the map files of a year, without their keys. Each holds one map (or one a month), since GDAL
/// opens a file with several as a list; only the water that goes on to the next year, which is not a map to
/// look at, has three.
[[nodiscard]] io::MapLayout class_layout(const SurveyRun& run, std::size_t year);
[[nodiscard]] io::MapLayout ndvi_layout(const SurveyRun& run, std::size_t year);
[[nodiscard]] io::MapLayout filled_layout(const SurveyRun& run, std::size_t year);
[[nodiscard]] io::MapLayout npp_layout(const SurveyRun& run, std::size_t year);
[[nodiscard]] io::MapLayout annual_layout(const SurveyRun& run, std::size_t year);
[[nodiscard]] io::MapLayout ring_layout(const SurveyRun& run, std::size_t year);
[[nodiscard]] io::MapLayout mines_layout(const SurveyRun& run);
[[nodiscard]] io::MapLayout weather_layout(const SurveyRun& run, std::size_t year, WeatherVariable variable);
[[nodiscard]] io::MapLayout variance_layout(const SurveyRun& run, std::size_t year, WeatherVariable variable);
[[nodiscard]] io::MapLayout water_layout(const SurveyRun& run, std::size_t year);

/// A layout with the key of the stage that writes it.
[[nodiscard]] io::MapLayout with_key(io::MapLayout layout, const io::StageKey& key);

/// What all map files of a run have in common: grid, CRS, chunks; no map yet. `what`: for the title.
[[nodiscard]] io::MapLayout layout_of(const SurveyRun& run, const std::string& what);

/// A map of NPP, or of a difference of NPP, stored as output.packing says.
[[nodiscard]] io::MapVariable npp_variable(const Settings& settings, const std::string& name, double step,
                                           const std::string& units);

/// A class name as one word, which flag_meanings needs.
[[nodiscard]] std::string as_flag_meaning(std::string name);

/// Steps of packed NPP maps; the annual map, up to twelve times as large, has ten times the step of the
/// monthly one.
[[nodiscard]] double monthly_npp_step(const Settings& settings);
[[nodiscard]] double annual_npp_step(const Settings& settings);
[[nodiscard]] bool packs_npp(const Settings& settings);

/// Stored value of land in no ring.
inline constexpr std::uint8_t no_mapped_ring = 255;

/// Stored value of "no data" in packed NPP.
inline constexpr std::int16_t no_packed_npp = -32768;

}  // namespace minenpp::survey
