#pragma once

#include "io/results/archive_writer.h"
#include "survey/archive/survey_result.h"
#include "survey/mines/mine_effects.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

// One function a group of survey.h5; each group carries its own dimensions.
void write_settings_group(const SurveyRun& run, io::ArchiveGroup& group);
void write_provenance_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_maps_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_scenes_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_ndvi_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_classes_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_zones_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_change_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_trend_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_reclamation_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_weather_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_validation_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);

/// How the NPP of zones goes with the weather; needs the sampled weather and two years.
void write_climate_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
/// Mines that were found on the land-cover maps.
void write_mines_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
/// Zone by class: only the combinations that exist, one a row.
void write_cells_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_rings_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_ledger_group(const SurveyRun& run, const SurveyResult& result, const MineEffects& effects,
                        io::ArchiveGroup& group);
void write_recovery_group(const SurveyRun& run, const SurveyResult& result, const MineEffects& effects,
                          io::ArchiveGroup& group);
void write_causes_group(const SurveyRun& run, const SurveyResult& result, const MineEffects& effects,
                        io::ArchiveGroup& group);

// Dimensions that several groups have.
void add_years(const SurveyRun& run, io::ArchiveGroup& group);
/// Names of the zones, the study area first.
void add_zones(const SurveyRun& run, io::ArchiveGroup& group);
void add_months(const SurveyRun& run, io::ArchiveGroup& group);
/// "2006-2010", ...: the years that are compared.
void add_periods(const SurveyRun& run, io::ArchiveGroup& group);

/// units and long_name, as CF has them.
[[nodiscard]] io::Attributes described(const std::string& units, const std::string& long_name);

}  // namespace minenpp::survey
