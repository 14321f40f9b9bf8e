#include "survey/weather/gridded_weather.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "survey/catalogue/gridded_inputs.h"
#include "survey/npp/class_lookup.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

namespace {

constexpr double deepest_undershoot = 10;

}  // namespace

double usable_weather(WeatherVariable variable, double value) {
  const auto [low, high, unit] = io::plausible_range(variable);
  if (variable == WeatherVariable::temperature) return value >= low && value <= high ? value : model::no_data;
  if (!(value >= low - deepest_undershoot && value <= high)) return model::no_data;
  return std::max(value, 0.0);
}

GriddedWeather::GriddedWeather(const Settings& settings, const Catalogue& catalogue)
    : settings_(settings), catalogue_(catalogue), rasters_(catalogue.grid) {}

void GriddedWeather::read_month(WeatherVariable variable, int month, const GriddedBand& band,
                                const model::Window& part) {
  const auto v = index_of(variable), m = static_cast<std::size_t>(month - 1);
  auto& values = values_[v][m];
  auto& outside = outside_[v][m];
  values.resize(static_cast<std::size_t>(part.size()));
  outside.assign(values.size(), false);
  rasters_.read(gridded_raster(settings_, variable, band), part, values);
  const auto unit = gridded_unit(settings_, variable);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    values[i] = usable_weather(variable, unit.convert(values[i], band.year, month));
    outside[i] = std::isnan(values[i]);
  }
}

void GriddedWeather::read(std::size_t year, const TileInputs& tile, const model::Window& part) {
  year_ = &catalogue_.gridded[year];
  first_pixel_ = static_cast<std::size_t>((part.row - tile.window.row) * tile.window.cols);
  const auto classes = std::span(tile.classes).subspan(first_pixel_, static_cast<std::size_t>(part.size()));
  const bool idle = std::ranges::all_of(classes, [](std::uint8_t code) { return code == no_class; });
  for (const auto variable : weather_variables)
    for (int month = 1; month <= 12; ++month) {
      const auto m = static_cast<std::size_t>(month - 1);
      const auto& band = year_->of(variable)[m];
      values_[index_of(variable)][m].clear();
      if (!band || idle) continue;
      model::in_context(
          fmt::format("gridded {} of {}-{:02}", io::name_of(variable), catalogue_.years[year].year, month),
          [&] { read_month(variable, month, *band, part); });
    }
  if (!idle) count(classes);
}

void GriddedWeather::count(std::span<const std::uint8_t> classes) {
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i] == no_class) continue;
    ++counts_.pixels;
    for (std::size_t v = 0; v < values_.size(); ++v) {
      bool lacks = false;
      for (std::size_t m = 0; m < 12; ++m) {
        if (values_[v][m].empty()) continue;
        const bool missing = std::isnan(values_[v][m][i]);
        lacks = lacks || (missing && year_->needed[v][m]);
        counts_.outside[v][m] += outside_[v][m][i] ? 1 : 0;
        counts_.values[v][m] += !missing || outside_[v][m][i] ? 1 : 0;
      }
      counts_.missing[v] += lacks ? 1 : 0;
    }
  }
}

void GriddedWeather::put(std::span<const std::size_t> pixels, WeatherBatch& weather) const {
  for (const auto variable : weather_variables) {
    if (!year_->has(variable)) continue;
    const auto v = index_of(variable);
    for (std::size_t m = 0; m < 12; ++m) {
      const auto& values = values_[v][m];
      if (values.empty()) continue;
      auto& batch = weather.of_variable[v][m];
      for (std::size_t lane = 0; lane < pixels.size(); ++lane)
        batch[static_cast<Eigen::Index>(lane)] = values[pixels[lane] - first_pixel_];
    }
  }
}

}  // namespace minenpp::survey
