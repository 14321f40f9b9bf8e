#include "survey/statistics/tile_trends.h"

#include <algorithm>

#include "model/climate/batch_map.h"
#include "survey/statistics/trend_tally.h"

namespace minenpp::survey {

TileTrends::TileTrends(std::vector<double> times, const model::TrendOptions& options, TallyColumns columns)
    : columns_(std::move(columns)),
      years_(times.size()),
      kernel_(std::move(times), options),
      series_(trend_columns(columns_).size()) {}

void TileTrends::keep(std::size_t year, std::size_t pixels, const NppTile& tile) {
  for (std::size_t column = 0; column < series_.size(); ++column) {
    const auto& npp =
        columns_.annual ? tile.annual : tile.npp[static_cast<std::size_t>(columns_.months[column] - 1)];
    series_[column].resize(years_ * pixels);
    const auto first = series_[column].begin() + static_cast<std::ptrdiff_t>(year * pixels);
    if (npp.empty())
      std::fill_n(first, pixels, model::no_data);
    else
      std::copy_n(npp.begin(), pixels, first);
  }
}

void TileTrends::compute(std::size_t column, bool all, TrendLayers& out) {
  const auto& series = series_[column];
  const auto pixels = series.size() / years_;
  out.classes.resize(pixels);
  for (auto* layer : {&out.slope, &out.slope_p, &out.sen_slope, &out.test_p}) layer->resize(all ? pixels : 0);
  model::TrendRow row;
  row.slope = out.slope;
  row.slope_p = out.slope_p;
  row.sen_slope = out.sen_slope;
  row.p = out.test_p;
  row.trend = out.classes;
  kernel_.row(series, row);
}

}  // namespace minenpp::survey
