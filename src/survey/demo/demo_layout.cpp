#include "survey/demo/demo_layout.h"

#include <cmath>

#include <fmt/format.h>

#include "model/error.h"
#include "model/grid/tile_lattice.h"

namespace minenpp::survey {
namespace {

// The north-west corner of the first district: whole multiples of 30 m, and the district as a whole inside
// 112.1667-112.5 E, 39.3833-39.6167 N.
constexpr double area_west = 603810.0;
constexpr double area_north = 4385430.0;
constexpr std::int64_t most_districts_x = 92;
constexpr std::int64_t most_districts_y = 146;

std::int64_t largest_divisor_up_to_root(std::int64_t number) {
  std::int64_t best = 1;
  for (std::int64_t divisor = 2; divisor <= number / divisor; ++divisor) {
    if (number % divisor == 0) best = divisor;
  }
  return best;
}

bool fits(std::int64_t scale) {
  const std::int64_t across = largest_divisor_up_to_root(scale);
  return across <= most_districts_x && scale / across <= most_districts_y;
}

std::int64_t checked(std::int64_t scale) {
  constexpr std::int64_t most = most_districts_x * most_districts_y;
  if (scale < 1 || scale > most) {
    throw model::Error(model::Fault::usage,
                       fmt::format("demo scale {} is out of range, expected 1 to {}", scale, most));
  }
  if (!fits(scale)) {
    std::int64_t near = scale;
    while (!fits(near)) --near;
    throw model::Error(
        model::Fault::usage,
        fmt::format("demo scale {} would lay {} districts in one line, more than the projection can "
                    "carry; expected a scale with two factors of like size, for example {}",
                    scale, scale / largest_divisor_up_to_root(scale), near));
  }
  return scale;
}

}  // namespace

DemoLayout::DemoLayout(std::int64_t scale)
    : districts_x_(largest_divisor_up_to_root(checked(scale))),
      districts_y_(scale / districts_x_),
      grid_(area_west, area_north, demo_pixel_m, demo_pixel_m, districts_y_ * district_rows,
            districts_x_ * district_cols, false) {}

double DemoLayout::district_west(std::int64_t column) const {
  return area_west + static_cast<double>(column * district_cols) * demo_pixel_m;
}

double DemoLayout::district_north(std::int64_t row) const {
  return area_north - static_cast<double>(row * district_rows) * demo_pixel_m;
}

std::string DemoLayout::district_name(const std::string& name, std::int64_t row, std::int64_t column) const {
  return scale() == 1 ? name : fmt::format("{} {}-{}", name, row + 1, column + 1);
}

std::vector<model::Window> DemoLayout::blocks(std::int64_t edge) const {
  const model::TileLattice lattice(grid_, edge);
  std::vector<model::Window> all;
  all.reserve(static_cast<std::size_t>(lattice.count()));
  for (std::int64_t block = 0; block < lattice.count(); ++block) all.push_back(lattice.window(block));
  return all;
}

}  // namespace minenpp::survey
