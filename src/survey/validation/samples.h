#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "io/tables/sample_table.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// How a measured value becomes NPP (validation.*; science 6.9).
struct SampleRules {
  bool biomass = false;      ///< dry matter above ground; else NPP
  bool whole_years = false;  ///< compared with annual NPP, gC/m2/year; else with a month's, gC/m2/month
  double to_base_unit = 1;   ///< biomass: g/m2 a unit of the table
  double carbon_fraction = 0.45;
  std::optional<double> root_shoot = {};  ///< of all samples; else by class
  std::vector<int> crop_classes = {};     ///< class codes with the ratio of crops
  double growing_months = 5;
};

/// A field sample and its pixel of the study grid.
struct PlacedSample {
  io::Sample sample;
  double longitude_deg = 0, latitude_deg = 0;
  std::int64_t row = -1, col = -1;  ///< -1: outside the grid
};

/// The samples of a survey; none where validation.samples is not set.
struct SampleInputs {
  SampleRules rules;
  std::vector<PlacedSample> samples;
};

/// Reads validation.* and places the samples. `full_year`: does the survey have annual NPP? Throws
/// Error(usage): a unit that does not fit the quantity, annual samples without annual NPP; Error(input): what
/// io::read_samples() refuses, no sample on the grid that would be if longitude and latitude were exchanged.
[[nodiscard]] SampleInputs read_sample_inputs(const Settings& settings, const io::StudyGrid& grid,
                                              bool full_year);

/// NPP of a measured value, gC/m2/month or gC/m2/year. Biomass: AGB (1 + R:S) CF, divided by the growing
/// months where it is compared with a month; R:S is the sample's own, else that of the settings, else by
/// class. NaN for NaN. `class_code`: of the sample's pixel.
[[nodiscard]] double measured_npp(const SampleRules& rules, const io::Sample& sample, int class_code);

}  // namespace minenpp::survey
