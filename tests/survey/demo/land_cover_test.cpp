#include "survey/demo/land_cover.h"

#include <map>

#include <gtest/gtest.h>

#include "survey/demo/demo_ground.h"

namespace minenpp::survey {
namespace {

constexpr double pixel_ha = 0.09;

const DistrictMines& mines() {
  static const DistrictMines plan;
  return plan;
}

const DemoGround& district() {
  static const DemoGround ground = make_ground(2022, {0, 0, district_rows, district_cols}, mines());
  return ground;
}

template <typename Belongs>
double newly_ha(const LandCoverYears& land, std::size_t earlier, Belongs belongs) {
  std::int64_t pixels = 0;
  for (std::size_t i = 0; i < land[earlier].size(); ++i) {
    if (belongs(land[earlier + 1][i]) && !belongs(land[earlier][i])) ++pixels;
  }
  return static_cast<double>(pixels) * pixel_ha;
}

std::map<int, double> shares(std::size_t year) {
  std::map<int, double> share;
  const auto& land = district().land[year];
  for (const LandCode code : land) share[static_cast<int>(code)] += 1.0 / static_cast<double>(land.size());
  return share;
}

TEST(DemoLandCover, MinesAndReclaimsTheHectaresOfTable4) {
  constexpr double mined[3] = {1859.88, 1326.87, 521.14}, reclaimed[3] = {564.34, 788.19, 1141.08};
  for (std::size_t period = 0; period < 3; ++period) {
    EXPECT_NEAR(newly_ha(district().land, period, is_mined), mined[period], 0.2);
    EXPECT_NEAR(newly_ha(district().land, period, is_reclaimed), reclaimed[period], 0.2);
  }
}

TEST(DemoLandCover, HectaresAreTheSameInEveryDistrictAndForEverySeed) {
  const DemoGround other =
      make_ground(7, {district_rows, 2 * district_cols, district_rows, district_cols}, mines());
  EXPECT_NEAR(newly_ha(other.land, 0, is_mined), 1859.88, 0.2);
  EXPECT_NEAR(newly_ha(other.land, 2, is_reclaimed), 1141.08, 0.2);
  EXPECT_NE(other.land[0], district().land[0]);
}

TEST(DemoLandCover, SharesAreThoseOfAMiningDistrict) {
  for (std::size_t year = 0; year < demo_year_count; ++year) {
    std::map<int, double> share = shares(year);
    EXPECT_GT(share[1], 0.08);
    EXPECT_LT(share[1], 0.14);
    EXPECT_GT(share[2], 0.28);
    EXPECT_LT(share[2], 0.40);
    EXPECT_GT(share[3], 0.28);
    EXPECT_LT(share[3], 0.38);
    EXPECT_GT(share[4], 0.005);
    EXPECT_LT(share[4], 0.02);
    EXPECT_GT(share[5], 0.03);
    EXPECT_LT(share[5], 0.08);
    EXPECT_GT(share[6], 0.04);
    EXPECT_LT(share[6], 0.16);
    EXPECT_GT(share[7], 0.003);
    EXPECT_GT(share[8], 0.01);
    EXPECT_GT(share[12], 0.015);
  }
}

TEST(DemoLandCover, ReclaimedArableComesWith2016) {
  EXPECT_EQ(shares(0)[9], 0);
  EXPECT_EQ(shares(1)[9], 0);
  EXPECT_GT(shares(2)[9], 0.002);
  EXPECT_GT(shares(3)[9], shares(2)[9]);
}

TEST(DemoLandCover, ReclaimedLandStaysAndMinedLandDoesNotGrowWild) {
  const LandCoverYears& land = district().land;
  for (std::size_t year = 0; year + 1 < demo_year_count; ++year) {
    for (std::size_t i = 0; i < land[year].size(); ++i) {
      if (is_reclaimed(land[year][i])) {
        ASSERT_EQ(land[year + 1][i], land[year][i]);
      }
      if (is_mined(land[year][i])) {
        ASSERT_TRUE(is_mined(land[year + 1][i]) || is_reclaimed(land[year + 1][i]));
      }
    }
  }
}

TEST(DemoGround, PixelDoesNotDependOnTheWindow) {
  for (const model::Window part :
       {model::Window{0, 0, 1, 1}, {200, 150, 64, 100}, {700, 333, 120, 387}, {819, 719, 1, 1}}) {
    const DemoGround some = make_ground(2022, part, mines());
    for (std::size_t year = 0; year < demo_year_count; ++year) {
      for (std::int64_t i = 0; i < part.size(); ++i) {
        const auto whole =
            static_cast<std::size_t>((part.row + i / part.cols) * district_cols + part.col + i % part.cols);
        ASSERT_EQ(some.land[year][static_cast<std::size_t>(i)], district().land[year][whole]);
        ASSERT_EQ(some.vigour[year][static_cast<std::size_t>(i)], district().vigour[year][whole]);
      }
    }
  }
}

TEST(DemoGround, EveryPixelOverASeamHasAClass) {
  const DemoGround seam = make_ground(2022, {district_rows - 20, district_cols - 20, 40, 40}, mines());
  for (const auto& year : seam.land) {
    for (const LandCode code : year) {
      ASSERT_GE(static_cast<int>(code), 1);
      ASSERT_LE(static_cast<int>(code), land_code_count);
    }
  }
}

}  // namespace
}  // namespace minenpp::survey
