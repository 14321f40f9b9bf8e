#include "model/casa/npp.h"

namespace minenpp::model {

Batch absorbed_par(const Batch& radiation_MJ_m2, const Batch& fpar) {
  return par_share * radiation_MJ_m2 * fpar;
}

Batch net_primary_productivity(const Batch& apar_MJ_m2, const Batch& lue_gC_MJ) {
  return apar_MJ_m2 * lue_gC_MJ;
}

}  // namespace minenpp::model
