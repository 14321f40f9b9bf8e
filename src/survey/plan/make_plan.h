#pragma once

#include "survey/plan/survey_plan.h"

namespace minenpp::survey {

/// Plans a survey: checks it as a run would, shares its tiles out over the ranks asked for and runs a few of
/// them (trial.h). `alone`: one rank. Throws Error(usage) for a request out of range and where the survey
/// does not keep to run.memory, and what a run throws: among others Error(input) for inputs that are not
/// there.
[[nodiscard]] SurveyPlan make_plan(const mpi::Communicator& alone, const Settings& settings,
                                   const PlanRequest& asked);

}  // namespace minenpp::survey
