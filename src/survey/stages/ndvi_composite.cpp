#include "survey/stages/ndvi_composite.h"

#include <algorithm>
#include <cmath>

#include "model/stats/ndvi_histogram.h"
#include "survey/npp/class_lookup.h"

namespace minenpp::survey {

NdviComposite::NdviComposite(const SurveyRun& run, std::size_t year)
    : rasters_(run.catalogue.years[year]),
      counts_(rasters_.ndvi.size()),
      lowest_(run.settings.number("ndvi.valid-min")),
      highest_(run.settings.number("ndvi.valid-max")) {
  for (const auto& source : rasters_.ndvi)
    readers_.push_back(
        std::make_unique<io::GridReader>(ndvi_raster(run.settings, source), run.catalogue.grid));
}

void NdviComposite::read(TileInputs& inputs) {
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  for (auto& month : inputs.ndvi) month.clear();
  values_.resize(pixels);
  for (std::size_t s = 0; s < readers_.size(); ++s) {
    readers_[s]->read(inputs.window, values_);
    auto& codes = inputs.ndvi[static_cast<std::size_t>(rasters_.ndvi[s].month - 1)];
    if (codes.empty()) codes.assign(pixels, no_ndvi);
    for (std::size_t i = 0; i < pixels; ++i) {
      if (inputs.classes[i] == no_class || std::isnan(values_[i])) continue;
      ++counts_[s].values;
      if (values_[i] < lowest_ || values_[i] > highest_) {
        ++counts_[s].outside;
        continue;
      }
      const auto code = static_cast<std::int16_t>(std::lrint(values_[i] * model::ndvi_code_scale));
      codes[i] = std::max(codes[i], code);
    }
  }
}

}  // namespace minenpp::survey
