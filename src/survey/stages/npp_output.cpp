#include "survey/stages/npp_output.h"

#include <algorithm>

#include "survey/stages/map_layouts.h"
#include "survey/stages/npp_packing.h"

namespace minenpp::survey {

NppOutput::NppOutput(const Settings& settings) : packs_(packs_npp(settings)) {}

void NppOutput::store(const std::vector<double>& npp, double step, std::size_t layer) {
  if (packs_) {
    packed_.resize(std::max(packed_.size(), layer + 1));
    pack_npp(npp, step, packed_[layer]);
  } else {
    narrowed_.resize(std::max(narrowed_.size(), layer + 1));
    narrow_npp(npp, narrowed_[layer]);
  }
}

void NppOutput::write(io::MapWriter& writer, const std::string& variable,
                      std::optional<io::MonthRange> months, const model::Window& window,
                      std::size_t layer) const {
  if (packs_)
    writer.put<std::int16_t>(variable, months, window, packed_[layer]);
  else
    writer.put<float>(variable, months, window, narrowed_[layer]);
}

}  // namespace minenpp::survey
