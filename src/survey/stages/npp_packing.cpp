#include "survey/stages/npp_packing.h"

#include <cmath>

#include <fmt/format.h>

#include "model/error.h"
#include "survey/stages/map_layouts.h"

namespace minenpp::survey {

void pack_npp(const std::vector<double>& npp, double step, std::vector<std::int16_t>& packed) {
  packed.resize(npp.size());
  for (std::size_t i = 0; i < npp.size(); ++i) {
    if (std::isnan(npp[i])) {
      packed[i] = no_packed_npp;
      continue;
    }
    const double steps = std::nearbyint(npp[i] / step);
    if (std::abs(steps) > 32767)
      throw model::Error(model::Fault::usage,
                         fmt::format("NPP of {:.1f} gC/m2 does not fit a packed map (at most {:.1f}); set "
                                     "output.npp-scale higher, or output.packing=float32",
                                     npp[i], 32767 * step));
    packed[i] = static_cast<std::int16_t>(steps);
  }
}

void narrow_npp(const std::vector<double>& npp, std::vector<float>& narrowed) {
  narrowed.resize(npp.size());
  for (std::size_t i = 0; i < npp.size(); ++i) narrowed[i] = static_cast<float>(npp[i]);
}

}  // namespace minenpp::survey
