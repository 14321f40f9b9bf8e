#pragma once

#include <string>
#include <vector>

#include "survey/run/key_parts.h"
#include "survey/run/stage_id.h"
#include "survey/run/stage_keys.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// done: its files are there, made from what they would be made from now. stale: made from something else.
/// partial: a file was begun (.part). waits: whether it is stale shows when a stage before it is made.
enum class StageState { done, stale, missing, partial, waits };

/// How one stage stands.
struct StageStatus {
  StageId id;
  StageState state = StageState::missing;
  std::vector<PartChange> changes = {};     ///< of a stale stage, what has changed
  std::vector<std::string> waits_for = {};  ///< stages that are made before, by name
  std::string note = {};                    ///< what else there is to say
};

/// How the stages of a survey stand, in the order of the work. Reads inputs and result files on this rank
/// alone and changes nothing. Throws Error(input) for an input that cannot be read.
[[nodiscard]] std::vector<StageStatus> stage_states(const SurveyRun& run, StageKeys& keys);

}  // namespace minenpp::survey
