#pragma once

#include <functional>

#include "survey/run/stage_plan.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Makes the stages of `plan` that are not up to date, in their order. `before_archive` is called on every
/// rank once all inputs have been read, before the archive is written. Collective; throws the same Error on
/// every rank.
void make_stages(SurveyRun& run, const StagePlan& plan, const std::function<void()>& before_archive = {});

}  // namespace minenpp::survey
