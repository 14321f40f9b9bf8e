#include "io/export/raster_summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include <fmt/format.h>

#include "io/gdal/messages.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

constexpr std::int64_t most_sampled = 20'000;
constexpr std::size_t most_codes = 2000;

/// Takes values one after the other.
class Gatherer {
 public:
  Gatherer(GDALRasterBand& band, MapKind kind)
      : numbered_(kind == MapKind::numbered), scale_(band.GetScale()), offset_(band.GetOffset()) {
    int has = 0;
    const double nodata = band.GetNoDataValue(&has);
    if (has != 0) nodata_ = nodata;
    summary_.pixels = std::int64_t{band.GetXSize()} * band.GetYSize();
    // Odd, so that the sample does not run along columns of a raster of even width.
    stride_ = (summary_.pixels / most_sampled) | 1;
  }

  void take(double value) {
    const bool sampled = place_++ % stride_ == 0;
    if (std::isnan(value) || (nodata_ && value == *nodata_)) return;
    ++summary_.valid;
    const double off = value - mean_;
    mean_ += off / static_cast<double>(summary_.valid);
    squares_ += off * (value - mean_);
    summary_.least = std::fmin(summary_.least, value);
    summary_.most = std::fmax(summary_.most, value);
    if (sampled) summary_.sample.push_back(value * scale_ + offset_);
    if (numbered_ && summary_.codes.size() < most_codes) summary_.codes.insert(std::llround(value));
  }

  RasterSummary finish() {
    if (summary_.valid == 0) return std::move(summary_);
    summary_.mean = mean_;
    summary_.spread = std::sqrt(squares_ / static_cast<double>(summary_.valid));
    return std::move(summary_);
  }

 private:
  RasterSummary summary_;
  std::optional<double> nodata_;
  bool numbered_;
  double scale_, offset_, mean_ = 0, squares_ = 0;
  std::int64_t place_ = 0, stride_ = 1;
};

/// Outward to two digits: 0.0123 -> 0.012 as a lower end, 0.013 as an upper one.
double rounded(double value, bool up) {
  if (value == 0) return 0;
  const double step = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
  return (up ? std::ceil(value / step - 1e-9) : std::floor(value / step + 1e-9)) * step;
}

}  // namespace

RasterSummary summarise(GDALRasterBand& band, MapKind kind) {
  const GdalMessages messages;
  int block_cols = 0, block_rows = 0;
  band.GetBlockSize(&block_cols, &block_rows);
  Gatherer gatherer(band, kind);
  std::vector<double> strip;
  for (int row = 0; row < band.GetYSize(); row += block_rows) {
    const int rows = std::min(block_rows, band.GetYSize() - row);
    for (int col = 0; col < band.GetXSize(); col += block_cols) {
      const int cols = std::min(block_cols, band.GetXSize() - col);
      strip.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
      if (band.RasterIO(GF_Read, col, row, cols, rows, strip.data(), cols, rows, GDT_Float64, 0, 0,
                        nullptr) != CE_None)
        throw messages.error(model::Fault::input, "it cannot be read");
      for (const double value : strip) gatherer.take(value);
    }
  }
  return gatherer.finish();
}

std::pair<double, double> ramp_limits(const MapStyle& style, std::vector<double>& sample) {
  if (style.limits) return *style.limits;
  const bool diverging = style.kind == MapKind::diverging;
  if (sample.empty()) return {diverging ? -1 : 0, 1};
  std::ranges::sort(sample);
  const auto quantile = [&](double share) {
    return sample[static_cast<std::size_t>(std::lround(share * static_cast<double>(sample.size() - 1)))];
  };
  auto low = rounded(quantile(0.02), false), high = rounded(quantile(0.98), true);
  if (diverging) {
    high = std::max(std::abs(low), std::abs(high));
    low = -high;
  }
  if (high > low) return {low, high};
  return {low - (diverging ? 1 : 0), low + 1};
}

}  // namespace minenpp::io
