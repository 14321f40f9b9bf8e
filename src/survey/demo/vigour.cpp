#include "survey/demo/vigour.h"

#include <cmath>

#include "survey/demo/coordinate_hash.h"
#include "survey/demo/fractal_noise.h"

namespace minenpp::survey {
namespace {

// Fields of about 200 x 110 m, laid at an angle of about 22 degrees to the pixels.
double field_value(std::uint64_t seed, std::int64_t row, std::int64_t col) {
  const auto x = static_cast<double>(col), y = static_cast<double>(row);
  const auto strip = static_cast<std::int64_t>(std::floor((0.927 * y - 0.375 * x) / 3.7));
  const double offset = 6.7 * unit_from(coordinate_hash(seed, strip, 0));
  const auto field = static_cast<std::int64_t>(std::floor((0.927 * x + 0.375 * y + offset) / 6.7));
  return normal_from(coordinate_hash(mix_bits(seed), strip, field));
}

}  // namespace

Vigour::Vigour(std::uint64_t seed, const model::Window& window, const Terrain& terrain)
    : seed_(mix_bits(seed ^ 0x11)), window_(window), place_(static_cast<std::size_t>(window.size())) {
  FractalNoise(seed_, 16, 4, 1.0).fill(window, place_);
  for (std::size_t i = 0; i < place_.size(); ++i) {
    const double moist = (0.069 - terrain.slope[i]) / 0.037, exposed = terrain.sunniness[i] / 0.056;
    place_[i] = 0.96 * place_[i] + 0.14 * moist - 0.24 * exposed;
  }
}

void Vigour::fill(int year, std::span<const LandCode> land, std::span<double> out) const {
  const std::uint64_t year_seed = mix_bits(seed_ + 1 + static_cast<std::uint64_t>(year));
  FractalNoise(year_seed, 16, 3, 0.8).fill(window_, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double grown = 0.92 * place_[i] + 0.39 * out[i];
    if (land[i] != LandCode::cultivated && land[i] != LandCode::reclaimed_arable) {
      out[i] = grown;
      continue;
    }
    const auto pixel = static_cast<std::int64_t>(i);
    const std::int64_t row = window_.row + pixel / window_.cols, col = window_.col + pixel % window_.cols;
    const double soil = field_value(seed_, row, col), crop = field_value(year_seed, row, col);
    out[i] = 0.70 * grown + 0.51 * soil + 0.50 * crop;
  }
}

}  // namespace minenpp::survey
