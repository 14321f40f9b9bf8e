#pragma once

#include <cstdint>
#include <string>

#include "survey/demo/demo_layout.h"

namespace minenpp::survey {

/// What the survey file and the README of a demo say about it.
struct DemoDescription {
  std::int64_t scale = 1;
  std::uint64_t seed = 0;
  bool all_months = false;
  std::string raster_ending;  ///< "tif" or "vrt"
  bool scenes = false;
};

/// Name of the demo's survey file within its folder.
inline constexpr const char* demo_survey_file_name = "demo.ini";

/// The survey file: paths beside it, everything else as the program's defaults have it.
[[nodiscard]] std::string demo_survey_file(const DemoDescription& demo);

/// README.txt: says first of all that the data are synthetic.
[[nodiscard]] std::string demo_readme(const DemoDescription& demo);

}  // namespace minenpp::survey
