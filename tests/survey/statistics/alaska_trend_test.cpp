// Trends of 32 annual layers of real greenness, pixel by pixel: against least squares by another formula, and
// the published trends of the same layers.

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include "model/stats/correlation.h"
#include "model/stats/trend_kernel.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;

fs::path alaska(const std::string& file) {
  const char* named = std::getenv("MINENPP_DATA");
  const fs::path data = named != nullptr ? fs::path(named) : fs::path(MINENPP_SOURCE_DIR) / "../shared/data";
  return data / "alaska_1982_2013" / file;
}

/// The first `bands` bands (0: all) one after the other; no data become NaN.
std::vector<double> layers_of(const fs::path& file, int bands) {
  GDALAllRegister();
  const GDALDatasetUniquePtr raster(GDALDataset::Open(file.c_str()));
  if (!raster) return {};
  const int cols = raster->GetRasterXSize(), rows = raster->GetRasterYSize();
  const auto pixels = static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows);
  if (bands == 0) bands = raster->GetRasterCount();
  std::vector<double> values(pixels * static_cast<std::size_t>(bands));
  for (int band = 0; band < bands; ++band) {
    auto* from = raster->GetRasterBand(band + 1);
    auto* first = values.data() + static_cast<std::size_t>(band) * pixels;
    EXPECT_EQ(from->RasterIO(GF_Read, 0, 0, cols, rows, first, cols, rows, GDT_Float64, 0, 0, nullptr),
              CE_None);
    const double no_data = from->GetNoDataValue();
    for (std::size_t i = 0; i < pixels; ++i)
      if (first[i] == no_data) first[i] = std::nan("");
  }
  return values;
}

/// Least squares by the sums of products, in extended precision.
long double slope_of(const std::vector<double>& layers, std::size_t pixel, std::size_t pixels,
                     std::size_t years) {
  long double n = 0, t = 0, y = 0, tt = 0, ty = 0;
  for (std::size_t year = 0; year < years; ++year) {
    const long double at = static_cast<long double>(year), value = layers[year * pixels + pixel];
    n += 1, t += at, y += value, tt += at * at, ty += at * value;
  }
  return (n * ty - t * y) / (n * tt - t * t);
}

TEST(AlaskaTrend, AgreesWithLeastSquaresAndThePublishedTrends) {
  const auto file = alaska("alaska_annual_ndvi_1982_2013.tif");
  if (!fs::exists(file)) GTEST_SKIP() << "real data absent: " << file.filename().string();
  const auto layers = layers_of(file, 0);
  const auto published = layers_of(alaska("alaska_trend_coef_published.tif"), 1);
  constexpr std::size_t years = 32;
  const auto pixels = published.size();
  ASSERT_EQ(layers.size(), years * pixels);
  std::vector<double> times;
  for (std::size_t year = 0; year < years; ++year) times.push_back(1982 + static_cast<double>(year));
  std::vector<double> slope(pixels), sen(pixels), p(pixels);
  std::vector<std::uint8_t> classes(pixels), counts(pixels);
  model::TrendRow row;
  row.slope = slope;
  row.sen_slope = sen;
  row.p = p;
  row.trend = classes;
  row.years = counts;
  model::TrendKernel(times).row(layers, row);
  std::vector<double> relative, reference;
  std::size_t significant = 0, same_sign = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    if (std::isnan(published[i])) {
      EXPECT_TRUE(std::isnan(slope[i]) && classes[i] == 0 && counts[i] == 0) << i;
      continue;
    }
    const auto expected = static_cast<double>(slope_of(layers, i, pixels, years));
    ASSERT_EQ(counts[i], years) << i;
    ASSERT_NEAR(slope[i], expected, 1e-9 * std::abs(expected) + 1e-15) << i;
    double mean = 0;
    for (std::size_t year = 0; year < years; ++year) mean += layers[year * pixels + i] / years;
    relative.push_back(slope[i] / mean);
    reference.push_back(published[i]);
    if (p[i] >= 0.05) continue;
    ++significant;
    same_sign += (sen[i] > 0) == (slope[i] > 0) ? 1 : 0;
  }
  EXPECT_EQ(reference.size(), 31486U);
  EXPECT_GT(model::correlation(relative, reference).r, 0.98);
  EXPECT_GT(significant, 2000U);
  EXPECT_GT(static_cast<double>(same_sign), 0.999 * static_cast<double>(significant));
}

}  // namespace
}  // namespace minenpp::survey
