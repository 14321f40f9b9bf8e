#pragma once

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// The looks at weather that need pixels, once the rasters are known to be readable: radiation and
/// precipitation of rasters, and the DEM, alone and against the stations. For the rank that holds the
/// stations. Throws Error(input) where the weather cannot be right.
void check_weather(const Settings& settings, const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
