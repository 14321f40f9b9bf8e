#pragma once

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Warns where NDVI rasters (the first is looked at) or the DEM have pixels less than half as wide as the
/// study grid's and are not averaged: only those around each centre are then used. Throws Error as
/// io::GridReader does.
void warn_about_fine_rasters(const Settings& settings, const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
