#include "survey/stages/ndvi_composite.h"

#include <algorithm>
#include <cmath>

#include "model/stats/ndvi_histogram.h"
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
  std::vector<std::size_t> of_month;
  for (std::size_t s = 0; s < rasters_.ndvi.size(); ++s)
    if (rasters_.ndvi[s].month == static_cast<int>(month) + 1) of_month.push_back(s);
  if (of_month.empty()) return;
  if (of_month.size() == 1) return read_only_source(inputs, month, of_month.front());
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  MonthComposite composite(rule_, pixels);
  values_.resize(pixels);
  for (const auto s : of_month) {
    readers_[s]->read(inputs.window, values_);
    for (std::size_t i = 0; i < pixels; ++i) {
      if (inputs.in_area[i] == 0 || std::isnan(values_[i])) continue;
      const auto code = range_.code(values_[i], sources_[s].count);
      if (code != no_ndvi) composite.add(s, i, {code, 0, false});
    }
  }
  composite.finish(inputs.ndvi[month], inputs.observations[month], inputs.water[month]);
  inputs.water[month].clear();  // rasters of NDVI do not tell
}

/// Every rule chooses the one observation that there is.
void NdviComposite::read_only_source(TileInputs& inputs, std::size_t month, std::size_t source) {
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  auto& codes = inputs.ndvi[month];
  auto& observations = inputs.observations[month];
  codes.resize(pixels);
  observations.resize(pixels);
  auto& reader = *readers_[source];
  if (const auto stored = reader.stored_numbers();
      stored && stored->scale == model::stored_ndvi_scale && stored->offset == 0) {
    reader.read_stored(inputs.window, codes);
    range_.codes_of_stored(stored->nodata, inputs.in_area, codes, sources_[source].count);
    std::ranges::transform(codes, observations.begin(),
                           [](std::int16_t code) { return code == no_ndvi ? 0 : 1; });
    return;
  }
  reader.read_rows(inputs.window, [&](std::int64_t row, std::span<double> values) {
    const auto cols = values.size(), first = static_cast<std::size_t>(row) * cols;
    const auto in_area = std::span(inputs.in_area).subspan(first, cols);
    const auto of_row = std::span(codes).subspan(first, cols);
    const auto observed = std::span(observations).subspan(first, cols);
    for (std::size_t i = 0; i < cols; ++i) values[i] = in_area[i] == 0 ? model::no_data : values[i];
    range_.codes(values, of_row, sources_[source].count);
    for (std::size_t i = 0; i < cols; ++i) observed[i] = of_row[i] == no_ndvi ? 0 : 1;
  });
}

}  // namespace minenpp::survey
