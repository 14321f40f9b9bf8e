#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/grid/batch.h"
#include "model/stats/correlation.h"
#include "survey/validation/samples.h"

namespace minenpp::survey {

struct SurveyRun;

/// What became of one field sample.
struct ValidatedSample {
  double measured = model::no_data;   ///< as NPP, gC/m2/month or gC/m2/year
  double estimated = model::no_data;  ///< NPP of its pixel in the map, in the same unit
  int class_code = 0;                 ///< of its pixel and year; 0: none
  std::string mine, township;         ///< the first of each that holds its pixel; empty: none
  std::string reason;                 ///< why it is not used; empty where it is
};

/// The NPP maps against field samples (science 6.8).
struct Validation {
  std::vector<ValidatedSample> samples;    ///< as SampleInputs::samples
  model::Agreement all;                    ///< of the samples used
  std::vector<model::Agreement> by_class;  ///< in the order of the class table
  std::map<std::string, int> left_out;     ///< how many samples for each reason
};

/// Compares the samples of the catalogue with the finished maps of the run. The pixel is the one that holds
/// the sample's place, the time its own year and month (or year). Not collective: for the root alone. Throws
/// Error(input) where a map cannot be read.
[[nodiscard]] Validation validate(const SurveyRun& run);

/// Agreement of the samples that are used, overall and by class (`class_codes`), and the counts of the
/// others.
void summarise(const std::vector<int>& class_codes, Validation& validation);

/// "3 of 45 samples are left out: 2 outside the study area, 1 year not surveyed"; empty where all are used.
[[nodiscard]] std::string left_out_text(const Validation& validation);

}  // namespace minenpp::survey
