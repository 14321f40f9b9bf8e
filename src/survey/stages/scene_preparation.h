#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "survey/catalogue/scene_inputs.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// A scene as its pixels were found to be.
struct MeasuredScene {
  std::size_t index = 0;    ///< in the catalogue's list
  bool used = true;         ///< false: left out for what was measured
  std::string reason = {};  ///< why
  DarkObject dark = no_dark_object;
  std::int64_t present = -1;  ///< pixels of the study area that the scene covers; -1: not measured
  std::int64_t usable = -1;   ///< those of them that are clear
};

/// What is to be measured besides the dark objects that Level-1 needs.
struct Measures {
  bool cover = false;   ///< present and usable pixels
  bool damage = false;  ///< read every block; a damaged scene is left out rather than an error
};

/// Looks at the pixels of scenes (by index in the catalogue), each scene on one rank. Collective; the same
/// result on every rank. Throws Error(input) for a damaged scene or one without a dark object, unless damage
/// is looked for.
[[nodiscard]] std::vector<MeasuredScene> measure_scenes(const mpi::Communicator& ranks,
                                                        const Settings& settings, const Catalogue& catalogue,
                                                        const std::vector<std::size_t>& scenes,
                                                        const Measures& measures);

/// The scenes of a year, ready to be read: dark objects known, and those left out that scenes.min-clear or
/// input.skip-broken leave out. Collective.
[[nodiscard]] std::vector<MeasuredScene> prepare_scenes(const SurveyRun& run, std::size_t year);

}  // namespace minenpp::survey
