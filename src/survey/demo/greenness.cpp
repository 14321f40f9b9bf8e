#include "survey/demo/greenness.h"

#include <algorithm>
#include <cmath>

#include "survey/demo/coordinate_hash.h"

namespace minenpp::survey {
namespace {

constexpr double sensor_noise = 0.01;

// How far a month is from the bare ground of winter (0) to full summer (1).
constexpr double season[12] = {0.02, 0.02, 0.06, 0.18, 0.40, 0.66, 0.93, 1.00, 0.74, 0.40, 0.12, 0.04};
// Dry stalks and bare soil, as a part of the class's lowest summer NDVI.
constexpr double winter_share = 0.5;

bool grows(LandCode land) {
  return land != LandCode::water && land != LandCode::pit && land != LandCode::stripping;
}

// Part of the normal distribution below `vigour`, by the logistic function, raised to `power`.
double thriving(double vigour, double power) {
  return std::exp(-power * std::log1p(std::exp(-1.702 * vigour)));
}

}  // namespace

const ClassGreenness& greenness_of(LandCode land) {
  static const std::array<ClassGreenness, land_code_count + 1> classes{{
      {},
      {0.26, 0.84, {1.474, 1.515, 2.137, 1.472}},
      {0.20, 0.80, {1.090, 1.117, 1.658, 1.261}},
      {0.18, 0.74, {1.324, 1.386, 1.954, 1.312}},
      {-0.30, -0.04, {1, 1, 1, 1}},
      {0.08, 0.62, {3.741, 4.188, 4.238, 2.716}},
      {0.10, 0.66, {2.241, 2.921, 2.836, 1.682}},
      {0.03, 0.15, {1, 1, 1, 1}},
      {0.00, 0.11, {1, 1, 1, 1}},
      {0.20, 0.80, {1.5, 1.5, 1.279, 1.014}},
      {0.26, 0.84, {2.279, 1.489, 2.082, 1.543}},
      {0.18, 0.74, {1.764, 1.582, 2.155, 1.245}},
      {0.10, 0.62, {1.200, 1.175, 1.646, 1.132}},
  }};
  return classes[static_cast<std::size_t>(land)];
}

double clean_ndvi(LandCode land, int year, int month, double vigour) {
  const ClassGreenness& green = greenness_of(land);
  const double power = green.power[static_cast<std::size_t>(year)];
  const double summer = green.low + (green.high - green.low) * thriving(vigour, power);
  if (!grows(land)) return summer;
  const double winter = winter_share * green.low;
  return winter + (summer - winter) * season[month - 1];
}

void make_ndvi(std::uint64_t seed, const model::Window& window, int year, int month,
               std::span<const LandCode> land, std::span<const double> vigour, std::span<std::int16_t> out) {
  const std::uint64_t image = mix_bits(mix_bits(seed ^ 0x21) + static_cast<std::uint64_t>(year * 12 + month));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto pixel = static_cast<std::int64_t>(i);
    const std::uint64_t bits =
        coordinate_hash(image, window.row + pixel / window.cols, window.col + pixel % window.cols);
    const double ndvi = clean_ndvi(land[i], year, month, vigour[i]) + sensor_noise * normal_from(bits);
    out[i] = static_cast<std::int16_t>(std::lround(1e4 * std::clamp(ndvi, -1.0, 1.0)));
  }
}

}  // namespace minenpp::survey
