#pragma once

#include "survey/archive/survey_result.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Warns of NDVI out of range, where NDVI or land cover leaves out more than 5 % of the pixels, and where
/// land cover leaves out more than 1 % of those with NDVI. More than that is no rim of a raster, and shrinks
/// the study area.
void tell_coverage(const SurveyRun& run, const SurveyResult& result);

/// Warns of NDVI that is all next to 0, as with a wrong ndvi.scale.
void tell_scale(const SurveyRun& run, const SurveyResult& result);

/// Warns of one low NDVI of many pixels, as a fill value that the rasters do not declare.
void tell_fill(const SurveyRun& run, const SurveyResult& result);

/// Warns of classes whose NDVI bounds came from the table although quantiles were asked for.
void tell_bounds(const SurveyRun& run, const SurveyResult& result);

/// Warns of classes without vegetation whose NDVI is that of vegetation: codes may be another table's.
void tell_green_classes(const SurveyRun& run, const SurveyResult& result);

/// Warns of trends over so few years that their p values mean little, and of periods without a month that
/// both years survey.
void tell_periods(const SurveyRun& run);

/// Warns where climate.maps asks for correlations that too few surveyed years, or years of a month, can give,
/// and where they rest on so few years that they mean little.
void tell_correlations(const SurveyRun& run);

/// Says how many mines were found (mines.find), and warns where there are none. Throws Error(usage) where
/// rings.mines names one that is not among them.
void tell_mines(const SurveyRun& run, const std::vector<FoundMine>& mines);

/// Warns where no class has land far from all mines, so that the ledger holds no data. On the root, after the
/// pixel pass.
void tell_reference(const SurveyRun& run, const SurveyResult& result);

/// Pixels that kriging gives no weather, and why.
void tell_missing_weather(const SurveyRun& run, int year, std::int64_t pixels);

/// Says which stations miss months that others have.
void tell_gaps(const StationYear& stations, Notices& notices);

}  // namespace minenpp::survey
