#pragma once

#include <string>

#include "survey/plan/survey_plan.h"

namespace minenpp::survey {

/// The plan for a person, and how to submit it.
[[nodiscard]] std::string plan_text(const SurveyPlan& plan);

/// The same as one JSON object.
[[nodiscard]] std::string plan_json(const SurveyPlan& plan);

}  // namespace minenpp::survey
