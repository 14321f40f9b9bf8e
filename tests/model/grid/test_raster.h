#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "model/grid/batch.h"
#include "model/grid/resample.h"

namespace minenpp::model::testing {

inline constexpr Window whole{0, 0, 24, 31};

/// A patch that owns its values.
class Raster {
 public:
  Raster(const Window& window, const std::function<double(std::int64_t row, std::int64_t col)>& value)
      : window_(window) {
    for (std::int64_t row = window.row; row < window.row + window.rows; ++row)
      for (std::int64_t col = window.col; col < window.col + window.cols; ++col)
        values_.push_back(value(row, col));
  }

  [[nodiscard]] RasterPatch patch() const { return {window_, values_}; }
  [[nodiscard]] double at(std::int64_t row, std::int64_t col) const {
    return values_[static_cast<std::size_t>((row - window_.row) * window_.cols + col - window_.col)];
  }
  double& at(std::int64_t row, std::int64_t col) {
    return values_[static_cast<std::size_t>((row - window_.row) * window_.cols + col - window_.col)];
  }

  /// The part of it that a window covers, as a raster of its own.
  [[nodiscard]] Raster cut(const Window& window) const {
    return {intersect(window, window_), [this](std::int64_t row, std::int64_t col) { return at(row, col); }};
  }

 private:
  Window window_;
  std::vector<double> values_;
};

inline bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

/// Noise with a share of gaps.
inline Raster noise(std::mt19937_64& random, double gaps) {
  std::uniform_real_distribution<double> value(-1, 1), chance(0, 1);
  return {whole, [&](std::int64_t, std::int64_t) { return chance(random) < gaps ? no_data : value(random); }};
}

}  // namespace minenpp::model::testing
