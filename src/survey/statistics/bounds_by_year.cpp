#include "survey/statistics/bounds_by_year.h"

namespace minenpp::survey {

std::vector<std::vector<model::NdviBounds>> bounds_by_year(const ScienceOptions& science,
                                                           const std::vector<model::LandClass>& classes,
                                                           const std::vector<ClassHistograms>& years) {
  std::vector<std::vector<model::NdviBounds>> bounds;
  if (science.pooling == BoundsPooling::per_year) {
    for (const auto& year : years) bounds.push_back(model::ndvi_bounds(classes, year, science.bounds));
    return bounds;
  }
  ClassHistograms pooled(classes.size());
  for (const auto& year : years)
    for (std::size_t i = 0; i < classes.size(); ++i) pooled[i].merge(year[i]);
  bounds.assign(years.size(), model::ndvi_bounds(classes, pooled, science.bounds));
  return bounds;
}

}  // namespace minenpp::survey
