#pragma once

#include "survey/archive/survey_result.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Warns of mines and years whose ledger has no data because less than half of the land of the mine, or of
/// its rings, has NPP; and where more than 5 % of it has none and counts as the mean of the rest. On the
/// root, after the pixel pass.
void tell_ledger(const SurveyRun& run, const SurveyResult& result);

}  // namespace minenpp::survey
