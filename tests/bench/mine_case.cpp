#include "mine_case.h"

#include <cmath>
#include <cstddef>
#include <numbers>

#include "model/space/polygon_raster.h"

namespace minenpp::bench {
namespace {

constexpr int corners = 600;

model::Ring outline(double col, double row, double radius) {
  model::Ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    const double bay = radius * (1 + 0.2 * std::sin(5 * angle) + 0.08 * std::sin(23 * angle));
    ring.push_back({col + bay * std::cos(angle), row + bay * std::sin(angle)});
  }
  return ring;
}

}  // namespace

std::vector<model::MineOutline> mine_outlines(std::int64_t edge) {
  const auto size = static_cast<double>(edge);
  return {{1, {outline(0.3 * size, 0.3 * size, 0.10 * size)}},
          {2, {outline(0.65 * size, 0.4 * size, 0.12 * size)}},
          {3, {outline(0.5 * size, 0.75 * size, 0.08 * size)}}};
}

std::vector<std::uint8_t> mine_mask(std::int64_t edge) {
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(edge * edge)), one(mask.size());
  for (const auto& mine : mine_outlines(edge)) {
    model::PolygonRaster(mine.rings).mask({0, 0, edge, edge}, one);
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] |= one[i];
  }
  return mask;
}

}  // namespace minenpp::bench
