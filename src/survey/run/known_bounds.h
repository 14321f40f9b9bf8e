#pragma once

#include <cstddef>
#include <vector>

#include "survey/run/stage_keys.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// The years whose histograms of NDVI the bounds of `year` come from: all of them, its own, or none
/// (ndvi.bounds).
[[nodiscard]] std::vector<std::size_t> years_behind_bounds(const Catalogue& catalogue, std::size_t year);

/// NDVI bounds as far as they can be known while only the NDVI of classes of some years is there
/// (`done`, by year). Reads these files on this rank alone; throws Error(input) for a damaged one.
[[nodiscard]] BoundsOfYears known_bounds(const SurveyRun& run, const std::vector<bool>& done);

}  // namespace minenpp::survey
