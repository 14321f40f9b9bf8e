#include "survey/demo/district_mines.h"

#include <algorithm>
#include <cmath>

#include "survey/demo/fractal_noise.h"
#include "survey/demo/mine_design.h"

namespace minenpp::survey {
namespace {

// The structure of a district is one for all seeds: only texture varies.
constexpr std::uint64_t walk_seed = 0x77616c6b;
constexpr std::uint64_t reclaimed_use_seed = 0x757365;
constexpr double unmined_rim = 0.985;
constexpr double pixel_ha = demo_pixel_m * demo_pixel_m / 1e4;

struct Turn {
  double place = 0;  // along the walk, m
  std::int64_t pixel = 0;
};

std::vector<double> district_noise(std::uint64_t seed, std::int64_t wavelength, int octaves) {
  const model::Window district{0, 0, district_rows, district_cols};
  std::vector<double> noise(static_cast<std::size_t>(district.size()));
  FractalNoise(seed, wavelength, octaves, 0.6).fill(district, noise);
  return noise;
}

DistrictPoint centre_of(std::int64_t pixel) {
  const auto col = static_cast<double>(pixel % district_cols),
             row = static_cast<double>(pixel / district_cols);
  return {(col + 0.5) * demo_pixel_m, (row + 0.5) * demo_pixel_m};
}

// The front is bowed (its middle ahead of its wings) and ragged.
double place_in_walk(const MineDesign& mine, const DistrictPoint& point, double ragged) {
  const double east = point.east - mine.outline.centre.east, south = point.south - mine.outline.centre.south;
  const double along = east * std::cos(mine.heading) + south * std::sin(mine.heading);
  const double across = south * std::cos(mine.heading) - east * std::sin(mine.heading);
  return along + 0.25 * across * across / mine.outline.mean_radius_m + 320.0 * ragged;
}

std::vector<std::int64_t> pixels_in_turn(const MineDesign& mine, const std::vector<double>& ragged) {
  std::vector<Turn> turns;
  for (std::int64_t pixel = 0; pixel < district_rows * district_cols; ++pixel) {
    const DistrictPoint point = centre_of(pixel);
    if (!mine.outline.holds(point, unmined_rim)) continue;
    turns.push_back({place_in_walk(mine, point, ragged[static_cast<std::size_t>(pixel)]), pixel});
  }
  std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return a.place != b.place ? a.place < b.place : a.pixel < b.pixel;
  });
  std::vector<std::int64_t> order;
  for (const Turn& turn : turns) order.push_back(turn.pixel);
  return order;
}

// Before 2016 nothing was given back to the plough (the paper's Table 3 prints no value).
LandCode reclaimed_as(double use, bool arable_allowed) {
  if (arable_allowed && use > 0.75) return LandCode::reclaimed_arable;
  return use < (arable_allowed ? -0.15 : 0.0) ? LandCode::reclaimed_grass : LandCode::reclaimed_forest;
}

std::size_t pixels_of(double hectares) {
  return static_cast<std::size_t>(std::llround(hectares / pixel_ha));
}

std::uint8_t code_at(const MineFronts& fronts, std::size_t turn, LandCode reclaimed) {
  if (turn < pixels_of(fronts.reclaimed)) return static_cast<std::uint8_t>(reclaimed);
  if (turn < pixels_of(fronts.dumped)) return static_cast<std::uint8_t>(LandCode::dump);
  if (turn < pixels_of(fronts.dug)) return static_cast<std::uint8_t>(LandCode::pit);
  if (turn < pixels_of(fronts.stripped)) return static_cast<std::uint8_t>(LandCode::stripping);
  return 0;
}

}  // namespace

DistrictMines::DistrictMines()
    : codes_(static_cast<std::size_t>(district_rows * district_cols)), working_(codes_.size()) {
  const std::vector<double> ragged = district_noise(walk_seed, 32, 4);
  const std::vector<double> use = district_noise(reclaimed_use_seed, 16, 3);
  for (const MineDesign& mine : mine_designs()) {
    const std::vector<std::int64_t> order = pixels_in_turn(mine, ragged);
    const std::size_t early = pixels_of(mine.fronts[1].reclaimed);
    for (std::size_t turn = 0; turn < order.size(); ++turn) {
      const auto pixel = static_cast<std::size_t>(order[turn]);
      const LandCode reclaimed = reclaimed_as(use[pixel], turn >= early);
      for (std::size_t year = 0; year < demo_year_count; ++year) {
        codes_[pixel][year] = code_at(mine.fronts[year], turn, reclaimed);
      }
    }
    if (mine.fronts[0].stripped == 0) continue;
    for (std::size_t pixel = 0; pixel < working_.size(); ++pixel) {
      if (mine.outline.holds(centre_of(static_cast<std::int64_t>(pixel)), 1.0)) working_[pixel] = 1;
    }
  }
}

}  // namespace minenpp::survey
