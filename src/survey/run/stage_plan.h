#pragma once

#include <set>
#include <string>
#include <vector>

#include "survey/run/stage_choice.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Which stages one run makes, which of the others must be there already, and which do not concern it.
class StagePlan {
 public:
  /// Throws Error(usage) for a year that is not surveyed, and for a stage that the
  /// survey's settings leave out.
  StagePlan(const StageChoice& choice, const SurveyRun& run);

  /// Made where it is not up to date.
  [[nodiscard]] bool makes(const StageId& id) const;
  /// Not made by this run, which needs it.
  [[nodiscard]] bool needs(const StageId& id) const;
  /// Made even where it is up to date.
  [[nodiscard]] bool forces(const StageId& id) const;
  [[nodiscard]] bool asks_for(Stage stage) const { return choice_.asks_for(stage); }
  [[nodiscard]] bool whole() const { return choice_.whole(); }

  /// How many stages it makes, but for the report.
  [[nodiscard]] int count() const { return count_; }

  /// Throws Error(usage) where stages that this run needs are not up to date: which, and what makes them.
  void demand(const std::vector<StageId>& missing) const;

 private:
  [[nodiscard]] bool has_year(std::size_t year) const;
  void find_needed_years();

  StageChoice choice_;
  const SurveyRun& run_;
  std::set<std::size_t> class_ndvi_, npp_;  ///< years outside the choice whose files NPP needs
  int count_ = 0;
};

}  // namespace minenpp::survey
