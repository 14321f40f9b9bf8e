#include "survey/weather/tile_weather.h"

#include <algorithm>

namespace minenpp::survey {

std::vector<model::Window> TileWeather::parts(const model::Window& tile) const {
  if (!from_.gridded && !from_.lattice && !from_.elevation) return {tile};
  std::vector<model::Window> parts;
  const auto end = tile.row + tile.rows;
  for (auto row = tile.row; row < end;) {
    const auto next = std::min(end, (row / from_.band_rows + 1) * from_.band_rows);
    parts.push_back({row, tile.col, next - row, tile.cols});
    row = next;
  }
  return parts;
}

void TileWeather::begin(const TileInputs& tile, const model::Window& part) {
  first_pixel_ = static_cast<std::size_t>((part.row - tile.window.row) * tile.window.cols);
  if (from_.gridded) from_.gridded->read(from_.year, tile, part);
  if (from_.elevation) from_.elevation->read(part, elevation_m_);
  if (from_.lattice) fill_lattice(tile.window, part);
}

void TileWeather::fill_lattice(const model::Window& tile, const model::Window& part) {
  const auto begin = part.row / from_.lattice_rows * from_.lattice_rows;
  const auto band = model::intersect(tile, {begin, tile.col, from_.lattice_rows, tile.cols});
  if (band != kriged_) {
    kriged_ = {};
    from_.lattice->krige(band);
    kriged_ = band;
  }
  from_.lattice->interpolate(part);
}

void TileWeather::end() {
  if (from_.lattice) from_.lattice->forget();
  kriged_ = {};
}

std::span<const std::size_t> TileWeather::in_part(std::span<const std::size_t> pixels) const {
  for (std::size_t lane = 0; lane < pixels.size(); ++lane) in_part_[lane] = pixels[lane] - first_pixel_;
  return {in_part_.data(), pixels.size()};
}

model::BatchPositions TileWeather::with_elevation(std::span<const std::size_t> places,
                                                  model::BatchPositions at) const {
  if (!from_.elevation) return at;
  for (std::size_t lane = 0; lane < places.size(); ++lane)
    at.drift[static_cast<Eigen::Index>(lane)] = elevation_m_[places[lane]];
  return at;
}

void TileWeather::evaluate(std::span<const std::size_t> pixels, const model::BatchPositions& at,
                           WeatherBatch& weather) {
  const auto places = in_part(pixels);
  if (from_.lattice) {
    from_.lattice->put(places, elevation_m_, weather);
  } else {
    from_.surfaces->evaluate(with_elevation(places, at), weather, workspace_);
  }
  if (from_.gridded) from_.gridded->put(pixels, weather);
}

void TileWeather::evaluate_variance(std::span<const std::size_t> pixels, const model::BatchPositions& at,
                                    WeatherBatch& variance) {
  if (from_.lattice)
    from_.lattice->put_variance(in_part(pixels), elevation_m_, variance);
  else
    from_.surfaces->variance(with_elevation(in_part(pixels), at), variance, workspace_);
  if (!from_.gridded) return;
  for (const auto variable : weather_variables)
    if (from_.gridded->has(variable))
      variance.of_variable[static_cast<std::size_t>(variable)] = model::missing_months();
}

}  // namespace minenpp::survey
