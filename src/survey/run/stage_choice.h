#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "survey/run/stage_id.h"

namespace minenpp::survey {

/// What of a survey one run is asked to do. It changes no number and is no part of any key.
struct StageChoice {
  struct Forced {
    Stage stage = Stage::landcover;
    std::optional<int> year;  ///< calendar year; nothing: all years
  };
  std::set<Stage> only;       ///< empty: all
  std::vector<int> years;     ///< calendar years, ascending; empty: all
  std::vector<Forced> force;  ///< made again though they are up to date

  /// From "ndvi,npp", "2006-2010,2015" and "npp:2010,report"; empty texts ask for nothing. Throws
  /// Error(usage).
  [[nodiscard]] static StageChoice read(const std::string& only, const std::string& years,
                                        const std::string& force);

  /// Is it the whole survey?
  [[nodiscard]] bool whole() const { return only.empty() && years.empty(); }

  /// Is the stage asked for, by name or because one that is rests on it? With years and no names, the stages
  /// of every year are.
  [[nodiscard]] bool asks_for(Stage stage) const;

  /// Are only stages of the chosen years worked on, so that runs of other years may work at the same time?
  [[nodiscard]] bool keeps_to_years() const;
};

}  // namespace minenpp::survey
