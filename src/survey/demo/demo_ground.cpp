#include "survey/demo/demo_ground.h"

#include "survey/demo/coordinate_hash.h"
#include "survey/demo/terrain.h"
#include "survey/demo/vigour.h"

namespace minenpp::survey {

DemoGround make_ground(std::uint64_t seed, const model::Window& window, const DistrictMines& mines) {
  const Terrain terrain = make_terrain(mix_bits(seed ^ 0x31), window);
  DemoGround ground{make_land_cover(seed, window, terrain, mines), {}};
  const Vigour vigour(seed, window, terrain);
  for (int year = 0; year < demo_year_count; ++year) {
    const auto y = static_cast<std::size_t>(year);
    ground.vigour[y].resize(static_cast<std::size_t>(window.size()));
    vigour.fill(year, ground.land[y], ground.vigour[y]);
  }
  return ground;
}

}  // namespace minenpp::survey
