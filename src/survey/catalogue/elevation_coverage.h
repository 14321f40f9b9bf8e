#pragma once

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Warns of the share of the study area where weather.dem has no elevation, or one outside -500..9000 m, or
/// exactly 0 m where 95 % of all other land lies above 100 m, as fill values that the raster does not
/// declare; such pixels have no weather, or a wrong one. At most about 256 squares of 64 x 64 pixels, spread
/// over the grid, are looked at: all pixels of small areas. Says nothing where no variable follows the
/// elevation. Throws Error as io::GridReader does.
void warn_about_elevation_gaps(const Settings& settings, const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
