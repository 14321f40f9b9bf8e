#pragma once

#include <vector>

#include "io/raster/study_grid.h"
#include "survey/catalogue/raster_inputs.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// The study grid as the settings ask for it: grid.crs with grid.pixel-size (and grid.bounds, or the bounds
/// of zones.boundary, or the extent of the first NDVI raster or scene; on the pixels of these where they have
/// this size in this CRS); else the grid of the raster grid.from; else that of the NDVI rasters of the first
/// month, which may be tiles; else the pixels of the first scene, as many as zones.boundary needs. Throws
/// Error where they do not give a grid.
[[nodiscard]] io::StudyGrid choose_grid(const Settings& settings, const std::vector<YearRasters>& years,
                                        const SceneInputs& scenes);

}  // namespace minenpp::survey
