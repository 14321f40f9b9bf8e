#include "survey/stages/ndvi_composite.h"

#include <algorithm>
#include <cmath>

#include "survey/npp/class_lookup.h"
#include "survey/stages/month_composite.h"

namespace minenpp::survey {

NdviComposite::NdviComposite(const SurveyRun& run, std::size_t year)
    : rasters_(run.catalogue.years[year]),
      rule_(run.catalogue.science.composite),
      range_(ndvi_range(run.settings)) {
  for (const auto& source : rasters_.ndvi) {
    readers_.push_back(
        std::make_unique<io::GridReader>(ndvi_raster(run.settings, source), run.catalogue.grid));
    sources_.push_back({source.path, {}});
  }
}

void NdviComposite::read(TileInputs& inputs) {
  for (std::size_t month = 0; month < inputs.ndvi.size(); ++month) {
    inputs.ndvi[month].clear();
    inputs.observations[month].clear();
    inputs.water[month].clear();
    read_month(inputs, month);
  }
}

void NdviComposite::read_month(TileInputs& inputs, std::size_t month) {
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  const auto of_month = [&](const NdviSource& source) { return source.month == static_cast<int>(month) + 1; };
  if (std::ranges::none_of(rasters_.ndvi, of_month)) return;
  MonthComposite composite(rule_, pixels);
  values_.resize(pixels);
  for (std::size_t s = 0; s < readers_.size(); ++s) {
    if (!of_month(rasters_.ndvi[s])) continue;
    readers_[s]->read(inputs.window, values_);
    for (std::size_t i = 0; i < pixels; ++i) {
      if (inputs.classes[i] == no_class || std::isnan(values_[i])) continue;
      const auto code = range_.code(values_[i], sources_[s].count);
      if (code != no_ndvi) composite.add(s, i, {code, 0, false});
    }
  }
  composite.finish(inputs.ndvi[month], inputs.observations[month], inputs.water[month]);
  inputs.water[month].clear();  // rasters of NDVI do not tell
}

}  // namespace minenpp::survey
