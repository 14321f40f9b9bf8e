#include "survey/demo/land_cover.h"

#include "survey/demo/built_land.h"
#include "survey/demo/coordinate_hash.h"
#include "survey/demo/fractal_noise.h"

namespace minenpp::survey {
namespace {

constexpr double least_for_forest = 1.25;
constexpr double least_for_farming = 0.20;
/// Above these the land lies abandoned that year: subsidence emptied villages and fields up to 2010, later
/// work took them back.
constexpr double least_for_abandoned[demo_year_count] = {1.22, 1.00, 1.35, 1.42};

struct Patches {
  std::vector<double> wood, farm, abandoned, fray;
};

Patches make_patches(std::uint64_t seed, const model::Window& window) {
  const auto field = [&](std::uint64_t salt, std::int64_t wavelength, int octaves) {
    std::vector<double> values(static_cast<std::size_t>(window.size()));
    FractalNoise(mix_bits(seed ^ salt), wavelength, octaves, 0.6).fill(window, values);
    return values;
  };
  return {field(0x01, 32, 4), field(0x02, 32, 4), field(0x03, 16, 3), field(0x04, 16, 3)};
}

LandCode grown(double steep, double high, double wood, double farm) {
  if (0.8 * steep + 0.5 * high + 0.7 * wood > least_for_forest) return LandCode::forest;
  if (0.7 * farm - 0.8 * steep - 0.3 * high > least_for_farming) return LandCode::cultivated;
  return LandCode::grass;
}

}  // namespace

LandCoverYears make_land_cover(std::uint64_t seed, const model::Window& window, const Terrain& terrain,
                               const DistrictMines& mines) {
  const Patches patches = make_patches(seed, window);
  const std::uint64_t village_seed = mix_bits(seed ^ 0x05);
  LandCoverYears cover;
  for (auto& year : cover) year.resize(static_cast<std::size_t>(window.size()));
  for (std::int64_t pixel = 0; pixel < window.size(); ++pixel) {
    const auto i = static_cast<std::size_t>(pixel);
    const std::int64_t row = window.row + pixel / window.cols, col = window.col + pixel % window.cols;
    const std::int64_t district_row = row % district_rows, district_col = col % district_cols;
    const DistrictPoint point{(static_cast<double>(district_col) + 0.5) * demo_pixel_m,
                              (static_cast<double>(district_row) + 0.5) * demo_pixel_m};
    const double fray = patches.fray[i];
    const double steep = (terrain.slope[i] - 0.069) / 0.037, high = (terrain.elevation_m[i] - 1300) / 82;
    const LandCode plain = grown(steep, high, patches.wood[i], patches.farm[i]);
    // Land that a working mine holds is kept up until the mine takes it.
    const bool kept = mines.in_working_mine(district_row, district_col);
    const bool water = is_water(point, fray), road = is_road(point);
    for (int year = 0; year < demo_year_count; ++year) {
      LandCode land = !kept && patches.abandoned[i] > least_for_abandoned[year] ? LandCode::abandoned : plain;
      if (road || is_town(point, year, patches.wood[i]) || is_village(village_seed, row, col, year, fray)) {
        land = LandCode::construction;
      }
      if (water) land = LandCode::water;
      cover[static_cast<std::size_t>(year)][i] = mines.land(district_row, district_col, year, land);
    }
  }
  return cover;
}

}  // namespace minenpp::survey
