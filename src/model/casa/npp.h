#pragma once

#include "model/grid/lanes.h"

namespace minenpp::model {

/// Share of solar radiation that plants can use (PAR).
inline constexpr double par_share = 0.5;

/// Absorbed PAR of a month, MJ/(m2 month) = 0.5 SOL FPAR (Potter et al. 1993), from the total solar radiation
/// SOL >= 0 in MJ/(m2 month). NaN in either gives NaN.
[[nodiscard]] inline Lanes absorbed_par(const Lanes& radiation_MJ_m2, const Lanes& fpar) {
  return par_share * radiation_MJ_m2 * fpar;
}

/// Net primary productivity of a month, gC/(m2 month) = APAR lue. NaN in either gives NaN.
[[nodiscard]] inline Lanes net_primary_productivity(const Lanes& apar_MJ_m2, const Lanes& lue_gC_MJ) {
  return apar_MJ_m2 * lue_gC_MJ;
}

}  // namespace minenpp::model
