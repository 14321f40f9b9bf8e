#include "survey/catalogue/zone_list.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

Zone square(double col, double row, double edge, bool by_area) {
  const std::vector<model::Ring> rings{
      {{col, row}, {col + edge, row}, {col + edge, row + edge}, {col, row + edge}}};
  Zone zone;
  zone.pixels.add(model::PolygonRaster(rings));
  if (by_area) zone.coverage.emplace(rings);
  return zone;
}

bool has_pixels(const Zone& zone, const model::Window& window) {
  bool any = false;
  zone.for_each_run(window, [&](const ZoneRun&) { any = true; });
  return any;
}

TEST(ZoneList, FindsEveryZoneThatHasPixelsInAWindow) {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> at(-100, 1100), edge(0.1, 90);
  for (const bool by_area : {false, true}) {
    std::vector<Zone> zones(1);
    for (int i = 0; i < 300; ++i) zones.push_back(square(at(random), at(random), edge(random), by_area));
    const ZoneList list(zones);
    EXPECT_EQ(list.by_area(), by_area);
    std::size_t named = 0;
    for (std::int64_t row = 0; row < 1000; row += 100)
      for (std::int64_t col = 0; col < 1000; col += 100) {
        const model::Window window{row, col, 100, 100};
        const auto near = list.near(window);
        ASSERT_TRUE(std::ranges::is_sorted(near));
        ASSERT_EQ(std::ranges::adjacent_find(near), near.end());
        named += near.size();
        for (std::size_t zone = 0; zone < list.size(); ++zone)
          ASSERT_TRUE(!has_pixels(list[zone], window) || std::ranges::binary_search(near, zone));
      }
    EXPECT_LT(named, 300U * 10);
  }
}

TEST(ZoneList, TheStudyAreaIsNeverNear) {
  EXPECT_TRUE(ZoneList().near({0, 0, 10, 10}).empty());
  const ZoneList list({Zone{}, Zone{}, square(-5, -5, 40, false)});
  EXPECT_EQ(list.near({0, 0, 10, 10}), std::vector<std::size_t>{2});
  EXPECT_TRUE(list.near({40, 0, 10, 10}).empty());
}

TEST(ZoneRun, RoundsTheAreaOfAPart) {
  const ZoneRun quarter{0, 0, 1, ZoneRun::fraction_whole / 4, ZoneRun::fraction_whole};
  EXPECT_EQ(quarter.area_mm2(900'000'000), 225'000'000);
  EXPECT_EQ(quarter.area_mm2(2), 1);
  EXPECT_EQ((ZoneRun{0, 0, 1}.area_mm2(900'000'001)), 900'000'001);
}

}  // namespace
}  // namespace minenpp::survey
