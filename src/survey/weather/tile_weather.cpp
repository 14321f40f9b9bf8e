#include "survey/weather/tile_weather.h"

namespace minenpp::survey {

namespace {

/// Rows of a part: dozens of weather values a pixel must not grow with the tile's height.
constexpr std::int64_t part_rows = 128;

}  // namespace

std::vector<model::Window> TileWeather::parts(const model::Window& tile) const {
  if (!gridded_) return {tile};
  std::vector<model::Window> parts;
  const auto end = tile.row + tile.rows;
  for (auto row = tile.row; row < end;) {
    const auto next = std::min(end, row + part_rows);
    parts.push_back({row, tile.col, next - row, tile.cols});
    row = next;
  }
  return parts;
}

void TileWeather::begin(const TileInputs& tile, const model::Window& part) {
  if (gridded_) gridded_->read(year_, tile, part);
}

void TileWeather::evaluate(std::span<const std::size_t> pixels, const model::BatchPositions& at,
                           WeatherBatch& weather) {
  surfaces_->evaluate(at, weather, workspace_);
  if (gridded_) gridded_->put(pixels, weather);
}

}  // namespace minenpp::survey
