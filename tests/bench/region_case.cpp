#include "region_case.h"

#include <cstddef>
#include <numeric>

namespace minenpp::bench {

std::vector<int> class_codes() {
  std::vector<int> codes(12);
  std::iota(codes.begin(), codes.end(), 1);
  return codes;
}

RegionTile::RegionTile(std::int64_t edge, int months) : grid(600000, 4400000, 30, 30, edge, edge, false) {
  inputs.window = grid.window();
  const auto pixels = static_cast<std::size_t>(grid.size());
  inputs.classes.resize(pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const auto row = i / static_cast<std::size_t>(edge), col = i % static_cast<std::size_t>(edge);
    inputs.classes[i] = static_cast<std::uint8_t>(1 + (row / 20 + col / 30) % 12);
  }
  for (int month = 1; month <= months; ++month) {
    columns.months.push_back(month);
    auto& values = npp.npp[static_cast<std::size_t>(month - 1)];
    values.resize(pixels);
    for (std::size_t i = 0; i < pixels; ++i)
      values[i] = static_cast<double>(i * 2654435761U % 15000) * 0.01 + month;
  }
}

}  // namespace minenpp::bench
