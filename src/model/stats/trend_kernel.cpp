#include "model/stats/trend_kernel.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "model/error.h"
#include "model/stats/linear_trend.h"
#include "model/stats/mann_kendall.h"
#include "model/stats/pre_whitening.h"
#include "model/stats/theil_sen.h"

namespace minenpp::model {

namespace {

template <typename T, typename V>
void put(std::span<T> out, std::size_t i, V value) {
  if (!out.empty()) out[i] = static_cast<T>(value);
}

void check_sizes(std::size_t pixels, const TrendRow& out) {
  for (const auto size : {out.slope.size(), out.slope_error.size(), out.slope_p.size(), out.sen_slope.size(),
                          out.z.size(), out.p.size(), out.trend.size(), out.years.size()})
    if (size != 0 && size != pixels)
      throw Error(Fault::usage, "a row of trends has room for " + std::to_string(size) +
                                    " pixels, expected " + std::to_string(pixels));
}

}  // namespace

TrendKernel::TrendKernel(std::vector<double> years, const TrendOptions& options)
    : years_(std::move(years)),
      options_(options),
      series_(years_.size()),
      whitened_(years_.size()),
      scratch_(theil_sen_scratch(years_.size())) {
  if (years_.empty()) throw Error(Fault::usage, "a trend needs years, found none");
  check_years(years_, years_.size());
  if (options_.pre_whiten) check_even_years(years_);
  if (!(options_.alpha >= 0 && options_.alpha <= 1))
    throw Error(Fault::usage, "the level of significance of trends is " + std::to_string(options_.alpha) +
                                  ", expected 0 to 1");
}

void TrendKernel::row(std::span<const double> layers, const TrendRow& out) {
  const auto pixels = layers.size() / years_.size();
  if (pixels * years_.size() != layers.size())
    throw Error(Fault::usage, std::to_string(layers.size()) +
                                  " values are not the same number of pixels in " +
                                  std::to_string(years_.size()) + " years");
  check_sizes(pixels, out);
  for (std::size_t i = 0; i < pixels; ++i) {
    for (std::size_t year = 0; year < years_.size(); ++year) series_[year] = layers[year * pixels + i];
    pixel(i, out);
  }
}

void TrendKernel::pixel(std::size_t i, const TrendRow& out) {
  if (!out.slope.empty() || !out.slope_error.empty() || !out.slope_p.empty()) {
    const auto line = linear_trend(years_, series_);
    put(out.slope, i, line.slope);
    put(out.slope_error, i, line.slope_error);
    put(out.slope_p, i, line.p);
  }
  if (!out.years.empty()) {
    const auto n = std::count_if(series_.begin(), series_.end(), [](double y) { return std::isfinite(y); });
    put(out.years, i, std::min<std::ptrdiff_t>(n, 255));
  }
  const bool tested = !out.z.empty() || !out.p.empty() || !out.trend.empty();
  if (!tested && out.sen_slope.empty()) return;
  const double sen = theil_sen_slope(years_, series_, scratch_);
  put(out.sen_slope, i, sen);
  if (!tested) return;
  if (options_.pre_whiten) (void)pre_whiten(years_, series_, sen, whitened_);
  const auto test = mann_kendall(options_.pre_whiten ? whitened_ : series_);
  put(out.z, i, test.z);
  put(out.p, i, test.p);
  put(out.trend, i, trend_class(sen, test.p, options_.alpha));
}

}  // namespace minenpp::model
