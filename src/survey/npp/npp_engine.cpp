#include "survey/npp/npp_engine.h"

#include <algorithm>
#include <array>
#include <limits>

#include "model/casa/ndvi_codes.h"
#include "model/geostat/grid_geometry.h"

namespace minenpp::survey {

using model::Batch;
using model::no_data;

namespace {

std::size_t index_of(int month) {
  return static_cast<std::size_t>(month);
}

bool has_ndvi(const TileInputs& inputs, std::size_t pixel) {
  for (const auto& codes : inputs.ndvi)
    if (!codes.empty() && codes[pixel] != no_ndvi) return true;
  return false;
}

}  // namespace

void WaterTile::resize(std::size_t pixels) {
  for (auto* part : {&soil_water_mm, &snowpack_mm, &water_stress})
    part->assign(pixels, std::numeric_limits<float>::quiet_NaN());
}

NppEngine::NppEngine(const io::StudyGrid& grid, const model::CasaOptions& options, int year,
                     const model::MonthMask& months, ClassLookup classes, TileWeather weather,
                     std::int64_t uncertainty_step)
    : grid_(grid.grid),
      needs_latitude_(options.day_length || options.water_stress == model::WaterStress::bucket),
      options_(options),
      months_(months),
      classes_(std::move(classes)),
      weather_from_(std::move(weather)),
      uncertainty_step_(uncertainty_step) {
  if (needs_latitude_ && !grid_.geographic()) to_latitude_.emplace(grid.crs, io::Crs::wgs84());
  casa_.year = year;
  casa_.imaged = months;
}

void NppEngine::prepare(const TileInputs& inputs, bool keep_water, NppTile& tile) const {
  const auto pixels = static_cast<std::size_t>(inputs.window.size());
  for (int month = 0; month < 12; ++month)
    tile.npp[index_of(month)].resize(months_[index_of(month)] ? pixels : 0);
  tile.annual.resize(options_.mode == model::SurveyMode::full_year ? pixels : 0);
  tile.water = {};
  if (keep_water) tile.water.resize(pixels);
  tile.effects.clear();
  prepare_weather(pixels, tile);
}

void NppEngine::compute(const TileInputs& inputs, const WaterTile& previous, bool keep_water, NppTile& tile) {
  prepare(inputs, keep_water, tile);
  for (const auto& part : weather_from_.parts(inputs.window)) {
    const auto first = static_cast<std::size_t>((part.row - inputs.window.row) * inputs.window.cols);
    const auto classes = std::span(inputs.classes).subspan(first, static_cast<std::size_t>(part.size()));
    if (std::ranges::all_of(classes, [](std::uint8_t code) { return code == no_class; })) {
      leave_out(first, classes.size(), tile);
      continue;
    }
    weather_from_.begin(inputs, part);
    compute_part(inputs, part, previous, keep_water, tile);
    if (uncertainty_step_ > 0) compute_effects(inputs, part, previous, tile);
  }
  weather_from_.end();
}

void NppEngine::compute_part(const TileInputs& inputs, const model::Window& part, const WaterTile& previous,
                             bool keep_water, NppTile& tile) {
  BatchPixels lanes;
  const auto first = static_cast<std::size_t>((part.row - inputs.window.row) * inputs.window.cols);
  const auto end = first + static_cast<std::size_t>(part.size());
  for (std::size_t pixel = first; pixel < end; ++pixel) {
    // Water depends on weather alone, so its record goes on through a year without NDVI.
    if (inputs.classes[pixel] == no_class || !(keep_water || has_ndvi(inputs, pixel))) {
      leave_out(pixel, 1, tile);
      continue;
    }
    lanes.pixel[static_cast<std::size_t>(lanes.count++)] = pixel;
    if (lanes.count < model::batch_size) continue;
    compute_batch(inputs, previous, lanes, tile);
    lanes.count = 0;
  }
  if (lanes.count > 0) compute_batch(inputs, previous, lanes, tile);
}

void NppEngine::compute_batch(const TileInputs& inputs, const WaterTile& previous, const BatchPixels& lanes,
                              NppTile& tile) {
  locate(inputs, lanes);
  gather(inputs, previous, lanes);
  const std::span<const std::size_t> pixels(lanes.pixel.data(), static_cast<std::size_t>(lanes.count));
  weather_from_.evaluate(pixels, at_, weather_);
  use_weather(weather_);
  model::compute_casa_year(options_, casa_, result_);
  if (!has_all_npp(lanes)) count_missing_weather(lanes);
  scatter(lanes, tile);
  if (hands_over_weather_) scatter_weather(lanes, tile);
}

/// Then no weather is missing, which is seldom worth looking for.
bool NppEngine::has_all_npp(const BatchPixels& lanes) const {
  if (options_.mode == model::SurveyMode::full_year) return !result_.annual.head(lanes.count).hasNaN();
  for (std::size_t month = 0; month < 12; ++month)
    if (months_[month] && result_.npp[month].head(lanes.count).hasNaN()) return false;
  return true;
}

void NppEngine::count_missing_weather(const BatchPixels& lanes) {
  // NaN where a term is.
  Batch sum = Batch::Zero();
  for (const auto variable : weather_variables) {
    if (weather_from_.is_gridded(variable)) continue;
    // The heat index needs the temperature of all months.
    for (std::size_t month = 0; month < 12; ++month)
      if (months_[month] || variable == WeatherVariable::temperature) sum += weather_.of(variable)[month];
  }
  without_weather_ += sum.head(lanes.count).isNaN().count();
}

void NppEngine::use_weather(const WeatherBatch& weather) {
  casa_.temperature_degC = weather.of(WeatherVariable::temperature);
  casa_.precipitation_mm = weather.of(WeatherVariable::precipitation);
  casa_.radiation_MJ_m2 = weather.of(WeatherVariable::radiation);
}

/// On grids in degrees a position costs as much as a part of the model, so only who needs it has it computed.
void NppEngine::locate(const TileInputs& inputs, const BatchPixels& lanes) {
  if (!needs_latitude_ && !weather_from_.needs_positions()) return;
  x_.setConstant(no_data);
  y_.setConstant(no_data);
  for (int lane = 0; lane < lanes.count; ++lane) {
    const auto pixel = static_cast<std::int64_t>(lanes.pixel[index_of(lane)]);
    x_[lane] = grid_.x(inputs.window.col + pixel % inputs.window.cols);
    y_[lane] = grid_.y(inputs.window.row + pixel / inputs.window.cols);
  }
  if (weather_from_.needs_positions()) at_ = model::positions_of(model::geometry_of(grid_), x_, y_);
  if (!needs_latitude_) return;
  casa_.latitude_deg = y_;
  if (!to_latitude_) return;
  Batch longitude = x_;
  (*to_latitude_)({longitude.data(), static_cast<std::size_t>(lanes.count)},
                  {casa_.latitude_deg.data(), static_cast<std::size_t>(lanes.count)});
}

std::span<const std::int16_t> NppEngine::BatchPixels::of(std::span<const std::int16_t> codes,
                                                         BatchCodes& room) const {
  if (is_run() && count == model::batch_size) return codes.subspan(pixel[0], room.size());
  room.fill(no_ndvi);
  for (int lane = 0; lane < count; ++lane) room[index_of(lane)] = codes[pixel[index_of(lane)]];
  return room;
}

void NppEngine::gather(const TileInputs& inputs, const WaterTile& previous, const BatchPixels& lanes) {
  BatchCodes room;
  // Padding keeps no class, which makes its result no data.
  casa_.emax_gC_MJ.setConstant(no_data);
  casa_.vegetated.setConstant(false);
  casa_.previous = {};
  for (int lane = 0; lane < lanes.count; ++lane) {
    const auto pixel = lanes.pixel[index_of(lane)];
    const auto& traits = classes_.of(inputs.classes[pixel]);
    casa_.emax_gC_MJ[lane] = traits.emax_gC_MJ;
    casa_.ndvi_min[lane] = traits.ndvi_min;
    casa_.ndvi_max[lane] = traits.ndvi_max;
    casa_.vegetated[lane] = traits.vegetated;
    casa_.woody[lane] = traits.woody;
    if (previous.empty()) continue;
    casa_.previous.soil_water_mm[lane] = static_cast<double>(previous.soil_water_mm[pixel]);
    casa_.previous.snowpack_mm[lane] = static_cast<double>(previous.snowpack_mm[pixel]);
    casa_.previous.water_stress[lane] = static_cast<double>(previous.water_stress[pixel]);
  }
  for (std::size_t month = 0; month < 12; ++month) {
    if (inputs.ndvi[month].empty()) continue;
    auto& ndvi = casa_.ndvi[month];
    model::ndvi_of_codes(lanes.of(inputs.ndvi[month], room), no_ndvi, {ndvi.data(), room.size()});
    if (inputs.water[month].empty()) continue;
    casa_.water[month].setConstant(false);
    for (int lane = 0; lane < lanes.count; ++lane)
      casa_.water[month][lane] = inputs.water[month][lanes.pixel[index_of(lane)]] != 0;
  }
}

/// Pixels that are not computed.
void NppEngine::leave_out(std::size_t first, std::size_t count, NppTile& tile) const {
  const auto begin = static_cast<std::ptrdiff_t>(first), pixels = static_cast<std::ptrdiff_t>(count);
  for (auto& npp : tile.npp)
    if (!npp.empty()) std::fill_n(npp.begin() + begin, pixels, no_data);
  if (!tile.annual.empty()) std::fill_n(tile.annual.begin() + begin, pixels, no_data);
}

void NppEngine::scatter(const BatchPixels& lanes, NppTile& tile) const {
  const auto put = [&, run = lanes.is_run()](const Batch& batch, std::vector<double>& pixels) {
    if (run)
      std::copy_n(batch.data(), lanes.count, pixels.begin() + static_cast<std::ptrdiff_t>(lanes.pixel[0]));
    else
      for (int lane = 0; lane < lanes.count; ++lane) pixels[lanes.pixel[index_of(lane)]] = batch[lane];
  };
  for (std::size_t month = 0; month < 12; ++month)
    if (months_[month]) put(result_.npp[month], tile.npp[month]);
  if (!tile.annual.empty()) put(result_.annual, tile.annual);
  if (tile.water.empty()) return;
  for (int lane = 0; lane < lanes.count; ++lane) {
    const auto pixel = lanes.pixel[index_of(lane)];
    tile.water.soil_water_mm[pixel] = static_cast<float>(result_.water.soil_water_mm[lane]);
    tile.water.snowpack_mm[pixel] = static_cast<float>(result_.water.snowpack_mm[lane]);
    tile.water.water_stress[pixel] = static_cast<float>(result_.water.water_stress[lane]);
  }
}

}  // namespace minenpp::survey
