#include "survey/demo/built_land.h"

#include <cmath>
#include <numbers>

#include "survey/demo/coordinate_hash.h"

namespace minenpp::survey {
namespace {

// A line that sways once over a district; `way` runs along it, from 0 to `period`.
double sway(double way, double period, double amplitude, double phase) {
  return amplitude * std::sin(2 * std::numbers::pi * way / period + phase);
}

double distance(const DistrictPoint& a, double east, double south) {
  return std::hypot(a.east - east, a.south - south);
}

double river_east(double south) {
  return 12050 + sway(south, district_height_m, 420, 0.8) + sway(2 * south, district_height_m, 130, 2.0);
}

constexpr std::int64_t village_square = 48;

}  // namespace

bool is_water(const DistrictPoint& point, double ragged) {
  if (std::abs(point.east - river_east(point.south)) < 48 + 12 * ragged) return true;
  const double along = (point.south - 20400) / 1250, across = (point.east - river_east(20400)) / 560;
  return along * along + across * across < 1 + 0.16 * ragged;
}

bool is_town(const DistrictPoint& point, int year, double ragged) {
  const double growth = 1 + 0.06 * year;
  const double fray = 330 * ragged;
  return distance(point, 16600, 18300) < 1800 * growth + fray ||
         distance(point, 12900, 5200) < 800 * growth + fray;
}

bool is_road(const DistrictPoint& point) {
  const double across = std::abs(point.south - 12350 - sway(point.east, district_width_m, 500, 0.3));
  const double along = std::abs(point.east - 13300 - sway(point.south, district_height_m, 600, 1.9));
  const double railway = std::abs(point.east - 3100 - sway(point.south, district_height_m, 350, 5.0));
  return across < 38 || along < 32 || railway < 20;
}

bool is_village(std::uint64_t seed, std::int64_t row, std::int64_t col, int year, double ragged) {
  const std::int64_t square_row = row / village_square, square_col = col / village_square;
  const std::uint64_t bits = coordinate_hash(seed, square_row, square_col);
  if ((bits & 0xff) > 120) return false;
  const double radius = 3.0 + 4.5 * unit_from(mix_bits(bits + 1));
  constexpr double margin = 9.5, room = static_cast<double>(village_square) - 2 * margin;
  const double row_off =
      static_cast<double>(row % village_square) + 0.5 - margin - room * unit_from(mix_bits(bits + 2));
  const double col_off =
      static_cast<double>(col % village_square) + 0.5 - margin - room * unit_from(mix_bits(bits + 3));
  return std::hypot(row_off, col_off) < radius * (1 + 0.05 * year) + 0.7 * ragged;
}

}  // namespace minenpp::survey
