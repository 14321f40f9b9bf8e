#include "survey/npp/class_lookup.h"

namespace minenpp::survey {

ClassLookup::ClassLookup(const std::vector<model::LandClass>& classes,
                         const std::vector<model::NdviBounds>& bounds) {
  for (std::size_t i = 0; i < classes.size(); ++i)
    traits_.at(static_cast<std::size_t>(classes[i].code)) = {classes[i].emax_gC_MJ, bounds[i].ndvi_min,
                                                             bounds[i].ndvi_max, classes[i].vegetated,
                                                             classes[i].woody};
}

}  // namespace minenpp::survey
