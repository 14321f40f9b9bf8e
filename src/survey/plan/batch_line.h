#pragma once

#include <string>

#include "survey/plan/survey_plan.h"

namespace minenpp::survey {

/// What to ask Slurm for, with room: half as much time again (ten minutes at least), a quarter more memory.
struct BatchRequest {
  int ranks = 1, nodes = 1, ranks_per_node = 1;
  std::int64_t memory_MB = 0;  ///< of a rank
  std::int64_t minutes = 0;    ///< of a job
  bool by_years = false;       ///< as a job array (slurm/submit-years)
  bool restarts = false;       ///< the time is more than a job's, so it is put back and goes on
};
[[nodiscard]] BatchRequest batch_request(const SurveyPlan& plan);

/// "01:30:00", "2-00:00:00".
[[nodiscard]] std::string slurm_time(std::int64_t minutes);

/// The command that submits the survey with the batch files of this project, ready to be pasted.
[[nodiscard]] std::string batch_line(const SurveyPlan& plan, const BatchRequest& request);

}  // namespace minenpp::survey
