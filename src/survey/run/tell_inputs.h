#pragma once

#include "survey/archive/survey_result.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Warns of NDVI out of range, and where NDVI or land cover leaves out more than 5 % of the pixels.
void tell_coverage(const SurveyRun& run, const SurveyResult& result);

/// Warns of classes whose NDVI bounds came from the table although quantiles were asked for.
void tell_bounds(const SurveyRun& run, const SurveyResult& result);

/// Warns of stations that miss months which others have.
void tell_gaps(const StationYear& stations, Notices& notices);

}  // namespace minenpp::survey
