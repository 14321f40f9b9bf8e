#pragma once

#include "io/results/archive_writer.h"
#include "survey/archive/survey_result.h"
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
void write_reclamation_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);
void write_weather_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group);

// Dimensions that several groups have.
void add_years(const SurveyRun& run, io::ArchiveGroup& group);
void add_months(const SurveyRun& run, io::ArchiveGroup& group);
/// "2006-2010", ... between consecutive surveyed years.
[[nodiscard]] std::vector<std::string> period_names(const Catalogue& catalogue);

/// units and long_name, as CF has them.
[[nodiscard]] io::Attributes described(const std::string& units, const std::string& long_name);

}  // namespace minenpp::survey
