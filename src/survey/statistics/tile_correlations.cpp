#include "survey/statistics/tile_correlations.h"

#include <algorithm>

#include "model/climate/batch_map.h"
#include "survey/statistics/trend_tally.h"

namespace minenpp::survey {

namespace {

/// Puts one year into a series of years x pixels.
void put(const std::vector<double>& values, std::size_t year, std::size_t years, std::size_t pixels,
         std::vector<double>& series) {
  series.resize(years * pixels);
  const auto first = series.begin() + static_cast<std::ptrdiff_t>(year * pixels);
  if (values.empty())
    std::fill_n(first, pixels, model::no_data);
  else
    std::copy_n(values.begin(), pixels, first);
}

}  // namespace

TileCorrelations::TileCorrelations(std::size_t years, TallyColumns columns)
    : columns_(std::move(columns)), years_(years), kernel_(years), series_(trend_columns(columns_).size()) {}

void TileCorrelations::keep(std::size_t year, std::size_t pixels, const NppTile& tile) {
  for (std::size_t column = 0; column < series_.size(); ++column) {
    const auto at = columns_.annual ? std::size_t{12} : static_cast<std::size_t>(columns_.months[column] - 1);
    auto& series = series_[column];
    put(columns_.annual ? tile.annual : tile.npp[at], year, years_, pixels, series[0]);
    for (std::size_t variable = 0; variable < 3; ++variable)
      put(tile.weather[variable][at], year, years_, pixels, series[variable + 1]);
  }
}

void TileCorrelations::compute(std::size_t column, bool partial, CorrelationLayers& out) {
  const auto& series = series_[column];
  const auto pixels = series[0].size() / years_;
  model::CorrelationRow row;
  for (std::size_t variable = 0; variable < 3; ++variable) {
    out.simple[variable].resize(pixels);
    out.partial[variable].resize(partial ? pixels : 0);
    row.simple[variable] = out.simple[variable];
    row.partial[variable] = out.partial[variable];
  }
  kernel_.row(series[0], {series[1], series[2], series[3]}, row);
}

}  // namespace minenpp::survey
