#include "survey/statistics/green_classes.h"

namespace minenpp::survey {

std::vector<GreenClass> green_classes(const std::vector<model::LandClass>& classes,
                                      std::span<const model::NdviHistogram> ndvi) {
  constexpr std::int64_t least_values = 1000;
  constexpr double probability = 0.9, green = 0.4;
  std::vector<GreenClass> found;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i].vegetated || ndvi[i].total() < least_values) continue;
    if (const double high = ndvi[i].quantile(probability); high > green) found.push_back({i, high});
  }
  return found;
}

}  // namespace minenpp::survey
