#pragma once

#include "model/grid/lanes.h"

namespace minenpp::model {

/// Light-use efficiency of a month, gC per MJ of absorbed PAR = T_e1 T_e2 W emax (Potter et al. 1993).
/// 0..emax. NaN in any gives NaN.
[[nodiscard]] inline Lanes light_use_efficiency(const Lanes& te1, const Lanes& te2, const Lanes& water_stress,
                                                const Lanes& emax_gC_MJ) {
  return te1 * te2 * water_stress * emax_gC_MJ;
}

}  // namespace minenpp::model
