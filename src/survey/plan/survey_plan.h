#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "survey/plan/trial.h"
#include "survey/run/memory_limit.h"

namespace minenpp::survey {

/// For what a survey is planned.
struct PlanRequest {
  int ranks = 1, ranks_per_node = 1;
  double hours_per_job = 24;
  double trial_seconds = 20;
  std::vector<std::string> options = {};  ///< for minenpp run: --section.key=value
};

struct PlannedStage {
  std::string stage;
  double seconds = 0;      ///< of all years
  std::int64_t years = 0;  ///< that have such a stage; 0: one stage of the whole
};

struct PlannedFiles {
  std::string kind;
  std::int64_t files = 0;
  std::int64_t bytes = 0;  ///< of all of them
};

/// What the ranks of a run say to each other, but for the few messages of its start. Of the busiest rank.
struct PlannedTraffic {
  std::int64_t collective_calls = 0;
  std::int64_t messages = 0;        ///< maps, to the rank that stores them
  std::int64_t map_bytes = 0;       ///< in these
  std::int64_t received_bytes = 0;  ///< by the first rank, of maps of all
};

/// What a survey takes on so many ranks.
struct SurveyPlan {
  std::string survey;
  std::string file;
  PlanRequest asked;
  std::int64_t rows = 0, cols = 0, area_pixels = 0;
  std::vector<int> years;
  bool goes_on = false;  ///< NPP of some year goes on from that of the year before
  std::int64_t tile_size = 0;
  std::size_t tiles = 0, fewest_tiles = 0, most_tiles = 0;
  double imbalance = 1;
  std::int64_t rounds = 0, round_pixels = 0;
  MemoryEstimate memory;
  std::vector<PlannedStage> stages;  ///< in their order; with the start of a run as the first
  std::vector<PlannedFiles> files;
  PlannedTraffic traffic;
  Trial trial;

  [[nodiscard]] double seconds() const;
  [[nodiscard]] std::int64_t bytes() const;
  [[nodiscard]] std::int64_t file_count() const;
};

/// Puts together what the survey, the trial and the memory say. `stages` and `files` are those of the trial.
[[nodiscard]] SurveyPlan plan_survey(const Settings& settings, const Catalogue& catalogue,
                                     const mpi::Partition& partition, const Trial& trial,
                                     const MemoryChoice& memory, const PlanRequest& asked);

}  // namespace minenpp::survey
