#pragma once

#include <filesystem>
#include <vector>

#include "survey/run/stage_id.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// The stages that this survey has, in the order of the work: those of its settings (maps of the weather,
/// found mines, the report page) where they are asked for.
[[nodiscard]] std::vector<StageId> survey_stages(const SurveyRun& run);

/// The files that a stage writes, first the one that tells most; of the report none, which is kept by another
/// mark.
[[nodiscard]] std::vector<std::filesystem::path> stage_files(const SurveyRun& run, const StageId& id);

/// All files of the survey's stages.
[[nodiscard]] std::vector<std::filesystem::path> survey_files(const SurveyRun& run);

}  // namespace minenpp::survey
