#pragma once

#include "model/grid/batch.h"

namespace minenpp::model {

/// Light-use efficiency of a month, gC per MJ of absorbed PAR = T_e1 T_e2 W emax (Potter et al. 1993).
/// 0..emax. NaN in any gives NaN.
[[nodiscard]] Batch light_use_efficiency(const Batch& te1, const Batch& te2, const Batch& water_stress,
                                         const Batch& emax_gC_MJ);

}  // namespace minenpp::model
