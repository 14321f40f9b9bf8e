#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "model/grid/grid.h"
#include "survey/demo/demo_layout.h"
#include "survey/demo/land_code.h"

namespace minenpp::survey {

/// August NDVI of a class: from `low` where nothing thrives to `high` where all does. The share of pixels
/// that come near `high` falls with the power of the year: at power 1 NDVI spreads evenly, above it most of
/// it lies low.
struct ClassGreenness {
  double low = 0, high = 0;
  std::array<double, demo_year_count> power{};
};

/// The powers were found by running CASA on the demo of scale 1 until each class's mean NPP met the paper's
/// Table 3 (classes that the table leaves out: until the area means met 39.54, 35.01, 28.57 and 38.99 gC/m2).
[[nodiscard]] const ClassGreenness& greenness_of(LandCode land);

/// Noise-free NDVI. `year`: 0..demo_year_count-1; `month`: 1..12; `vigour`: standard normal.
[[nodiscard]] double clean_ndvi(LandCode land, int year, int month, double vigour);

/// One month's raster of a window, NDVI x 10000, row by row, with sensor noise (0.01 NDVI) that belongs to
/// the pixel. `land` and `vigour`: of that year. `window`: pixels of the whole area.
void make_ndvi(std::uint64_t seed, const model::Window& window, int year, int month,
               std::span<const LandCode> land, std::span<const double> vigour, std::span<std::int16_t> out);

}  // namespace minenpp::survey
