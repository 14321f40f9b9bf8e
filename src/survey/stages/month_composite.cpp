#include "survey/stages/month_composite.h"

#include "survey/npp/npp_tile.h"

namespace minenpp::survey {

using model::Observation;

namespace {
constexpr Observation none{no_ndvi, 0, false};
constexpr std::uint8_t most_counted = 255;
}  // namespace

MonthComposite::MonthComposite(model::Composite rule, std::size_t pixels)
    : rule_(rule), chosen_(pixels, none), counts_(pixels, 0) {}

void MonthComposite::add(std::size_t layer, std::size_t pixel, const Observation& observation) {
  if (counts_[pixel] < most_counted) ++counts_[pixel];
  if (rule_ != model::Composite::median) return choose(pixel, observation);
  if (layers_.size() <= layer) layers_.resize(layer + 1);
  if (layers_[layer].empty()) layers_[layer].assign(chosen_.size(), none);
  layers_[layer][pixel] = observation;
}

void MonthComposite::choose(std::size_t pixel, const Observation& observation) {
  auto& so_far = chosen_[pixel];
  if (so_far.code == no_ndvi) {
    so_far = observation;
    return;
  }
  if (model::takes_over(rule_, so_far, observation)) so_far = observation;
}

void MonthComposite::choose_median(std::size_t pixel) {
  of_pixel_.clear();
  for (const auto& layer : layers_)
    if (!layer.empty() && layer[pixel].code != no_ndvi) of_pixel_.push_back(layer[pixel]);
  if (of_pixel_.empty()) return;
  const auto median = model::composite_of(rule_, of_pixel_);
  chosen_[pixel] = {median.code, 0, median.water};
}

void MonthComposite::finish(std::vector<std::int16_t>& codes, std::vector<std::uint8_t>& counts,
                            std::vector<std::uint8_t>& water) {
  if (!layers_.empty())
    for (std::size_t pixel = 0; pixel < chosen_.size(); ++pixel) choose_median(pixel);
  codes.resize(chosen_.size());
  water.resize(chosen_.size());
  for (std::size_t pixel = 0; pixel < chosen_.size(); ++pixel) {
    codes[pixel] = chosen_[pixel].code;
    water[pixel] = chosen_[pixel].water ? 1 : 0;
  }
  counts = std::move(counts_);
}

}  // namespace minenpp::survey
