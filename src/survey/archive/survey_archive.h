#pragma once

#include <string>

#include "survey/archive/survey_result.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Writes survey.h5 (docs/archive.md) as one transaction. Collective; `result` is read on the root alone.
void write_survey_archive(const SurveyRun& run, const SurveyResult& result, const io::StageKey& key);

/// Writes weather.h5: the groups /settings and /weather alone, of `result.weather`. Otherwise the same.
void write_weather_archive(const SurveyRun& run, const SurveyResult& result, const io::StageKey& key);

}  // namespace minenpp::survey
