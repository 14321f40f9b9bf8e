#pragma once

#include <vector>

#include "model/casa/ndvi_bounds.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// NDVI histograms of one year, one a class in the order of the class table.
using ClassHistograms = std::vector<model::NdviHistogram>;

/// NDVI bounds of every surveyed year and class, by ndvi.bounds: the same for all years (pooled, table) or
/// each year's.
[[nodiscard]] std::vector<std::vector<model::NdviBounds>> bounds_by_year(
    const ScienceOptions& science, const std::vector<model::LandClass>& classes,
    const std::vector<ClassHistograms>& years);

}  // namespace minenpp::survey
