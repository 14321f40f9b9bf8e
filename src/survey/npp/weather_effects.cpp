#include <algorithm>
#include <cmath>

#include "survey/npp/npp_engine.h"

namespace minenpp::survey {

namespace {

/// The weather with one variable moved by `steps` standard errors in every month; what has no error stays.
WeatherBatch moved(const WeatherBatch& weather, const WeatherBatch& variance, WeatherVariable variable,
                   double steps) {
  WeatherBatch result = weather;
  const auto v = static_cast<std::size_t>(variable);
  for (std::size_t month = 0; month < 12; ++month)
    for (Eigen::Index lane = 0; lane < model::batch_size; ++lane) {
      const double squared = variance.of_variable[v][month][lane];
      if (!(squared > 0)) continue;
      auto& value = result.of_variable[v][month][lane];
      value += steps * std::sqrt(squared);
      if (variable != WeatherVariable::temperature && value < 0) value = 0;
    }
  return result;
}

/// Gridded weather comes without an error, and so does a single station.
bool has_error(const WeatherBatch& variance, WeatherVariable variable, Eigen::Index lane) {
  return std::ranges::any_of(variance.of(variable),
                             [&](const model::Batch& month) { return !std::isnan(month[lane]); });
}

/// degC: the mean of the months; mm, MJ/m2: their sum. NaN where a month is.
double of_year(const WeatherBatch& weather, WeatherVariable variable, Eigen::Index lane) {
  double sum = 0;
  for (const auto& month : weather.of(variable)) sum += month[lane];
  return variable == WeatherVariable::temperature ? sum / 12 : sum;
}

}  // namespace

void WeatherEffects::clear() {
  pixels.clear();
  for (auto* layers : {&effect, &weather})
    for (auto& variable : *layers)
      for (auto& column : variable) column.clear();
}

/// Sampled rows and columns are those of the grid, so that the sample does not depend on the tile.
void NppEngine::compute_effects(const TileInputs& inputs, const model::Window& part,
                                const WaterTile& previous, NppTile& tile) {
  const auto step = uncertainty_step_;
  const auto& window = inputs.window;
  const auto next = [&](std::int64_t at) { return (at + step - 1) / step * step; };
  BatchPixels lanes;
  for (auto row = next(part.row); row < part.row + part.rows; row += step)
    for (auto col = next(part.col); col < part.col + part.cols; col += step) {
      const auto pixel = static_cast<std::size_t>((row - window.row) * window.cols + col - window.col);
      if (inputs.classes[pixel] == no_class) continue;
      lanes.pixel[static_cast<std::size_t>(lanes.count++)] = pixel;
      if (lanes.count < model::batch_size) continue;
      effects_of_batch(inputs, previous, lanes, tile.effects);
      lanes.count = 0;
    }
  if (lanes.count > 0) effects_of_batch(inputs, previous, lanes, tile.effects);
}

void NppEngine::keep_weather(WeatherVariable variable, const BatchPixels& lanes,
                             WeatherEffects& effects) const {
  auto& columns = effects.weather[static_cast<std::size_t>(variable)];
  const auto& months = weather_.of(variable);
  for (Eigen::Index lane = 0; lane < lanes.count; ++lane) {
    for (std::size_t month = 0; month < 12; ++month) columns[month].push_back(months[month][lane]);
    columns[12].push_back(of_year(weather_, variable, lane));
  }
}

void NppEngine::prepare_weather(std::size_t pixels, NppTile& tile) const {
  const bool year = options_.mode == model::SurveyMode::full_year;
  for (auto& variable : tile.weather)
    for (std::size_t column = 0; column < variable.size(); ++column)
      if (hands_over_weather_ && (column == 12 ? year : !year && months_[column]))
        variable[column].assign(pixels, model::no_data);
      else
        variable[column].clear();
}

void NppEngine::scatter_weather(const BatchPixels& lanes, NppTile& tile) const {
  for (const auto variable : weather_variables) {
    auto& columns = tile.weather[static_cast<std::size_t>(variable)];
    for (Eigen::Index lane = 0; lane < lanes.count; ++lane) {
      const auto pixel = lanes.pixel[static_cast<std::size_t>(lane)];
      for (std::size_t month = 0; month < 12; ++month)
        if (!columns[month].empty()) columns[month][pixel] = weather_.of(variable)[month][lane];
      if (!columns[12].empty()) columns[12][pixel] = of_year(weather_, variable, lane);
    }
  }
}

/// First order: half the difference between NPP with the variable one standard error up and one down.
void NppEngine::effects_of_batch(const TileInputs& inputs, const WaterTile& previous,
                                 const BatchPixels& lanes, WeatherEffects& effects) {
  locate(inputs, lanes);
  gather(inputs, previous, lanes);
  const auto count = static_cast<std::size_t>(lanes.count);
  const std::span<const std::size_t> pixels(lanes.pixel.data(), count);
  weather_from_.evaluate(pixels, at_, weather_);
  weather_from_.evaluate_variance(pixels, at_, error_);
  effects.pixels.insert(effects.pixels.end(), pixels.begin(), pixels.end());
  for (const auto variable : weather_variables) {
    use_weather(moved(weather_, error_, variable, 1));
    model::compute_casa_year(options_, casa_, result_);
    const auto up = result_;
    use_weather(moved(weather_, error_, variable, -1));
    model::compute_casa_year(options_, casa_, result_);
    keep_weather(variable, lanes, effects);
    auto& columns = effects.effect[static_cast<std::size_t>(variable)];
    for (Eigen::Index lane = 0; lane < lanes.count; ++lane) {
      const double known = has_error(error_, variable, lane) ? 1 : model::no_data;
      for (std::size_t month = 0; month < 12; ++month)
        columns[month].push_back(known * (up.npp[month][lane] - result_.npp[month][lane]) / 2);
      columns[12].push_back(known * (up.annual[lane] - result_.annual[lane]) / 2);
    }
  }
}

}  // namespace minenpp::survey
