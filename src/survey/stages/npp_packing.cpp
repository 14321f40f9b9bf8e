#include "survey/stages/npp_packing.h"

#include <fmt/format.h>

#include "model/error.h"
#include "model/stats/whole_steps.h"
#include "survey/stages/map_layouts.h"

namespace minenpp::survey {

void pack_npp(const std::vector<double>& npp, double step, std::vector<std::int16_t>& packed) {
  packed.resize(npp.size());
  const auto fit = model::to_steps(npp, step, no_packed_npp, packed);
  if (fit < npp.size())
    throw model::Error(model::Fault::usage,
                       fmt::format("NPP of {:.1f} gC/m2 does not fit a packed map (at most {:.1f}); set "
                                   "output.npp-scale higher, or output.packing=float32",
                                   npp[fit], 32767 * step));
}

void narrow_npp(const std::vector<double>& npp, std::vector<float>& narrowed) {
  narrowed.resize(npp.size());
  for (std::size_t i = 0; i < npp.size(); ++i) narrowed[i] = static_cast<float>(npp[i]);
}

}  // namespace minenpp::survey
