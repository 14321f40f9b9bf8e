#include "model/casa/lue.h"

namespace minenpp::model {

Batch light_use_efficiency(const Batch& te1, const Batch& te2, const Batch& water_stress,
                           const Batch& emax_gC_MJ) {
  return te1 * te2 * water_stress * emax_gC_MJ;
}

}  // namespace minenpp::model
