#include "survey/npp/tile_reader.h"

namespace minenpp::survey {

TileReader::TileReader(const SurveyRun& run, std::size_t year)
    : classes_(run.class_map(run.catalogue.years[year].year)),
      ndvi_(run.ndvi_map(run.catalogue.years[year].year)),
      scratch_(run.ndvi_scratch),
      year_(year),
      has_water_(!run.catalogue.years[year].scenes.empty()) {}

void TileReader::read_classes(const model::Window& window, TileInputs& inputs) const {
  inputs.window = window;
  inputs.classes.resize(static_cast<std::size_t>(window.size()));
  classes_.read<std::uint8_t>("land_class", std::nullopt, window, inputs.classes);
  for (auto& codes : inputs.ndvi) codes.clear();
  for (auto& water : inputs.water) water.clear();
}

void TileReader::read(const model::Window& window, TileInputs& inputs) const {
  const auto pixels = static_cast<std::size_t>(window.size());
  read_classes(window, inputs);
  if (scratch_ && scratch_->take(year_, window, inputs)) return;
  for (std::size_t i = 0; i < ndvi_.months().size(); ++i) {
    auto& codes = inputs.ndvi[static_cast<std::size_t>(ndvi_.months()[i].month - 1)];
    codes.resize(pixels);
    const io::MonthRange month{static_cast<std::int64_t>(i), 1};
    ndvi_.read<std::int16_t>("ndvi", month, window, codes);
    if (!has_water_) continue;
    auto& water = inputs.water[static_cast<std::size_t>(ndvi_.months()[i].month - 1)];
    water.resize(pixels);
    ndvi_.read<std::uint8_t>("water", month, window, water);
  }
}

WaterReader::WaterReader(const SurveyRun& run, std::size_t year)
    : state_(run.water_state(run.catalogue.years[year].year)) {}

void WaterReader::read(const model::Window& window, WaterTile& water) const {
  water.resize(static_cast<std::size_t>(window.size()));
  state_.read<float>("soil_water", std::nullopt, window, water.soil_water_mm);
  state_.read<float>("snowpack", std::nullopt, window, water.snowpack_mm);
  state_.read<float>("water_stress", std::nullopt, window, water.water_stress);
}

}  // namespace minenpp::survey
