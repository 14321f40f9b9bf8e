#include "model/casa/land_class.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::model {
namespace {

TEST(LandClass, DefaultTableOfTwelve) {
  const auto classes = default_land_classes();
  ASSERT_EQ(classes.size(), 12U);
  const std::map<int, double> emax{{1, .692}, {2, .542}, {3, .542}, {4, 0},     {5, .542},  {6, .542},
                                   {7, 0},    {8, 0},    {9, .542}, {10, .692}, {11, .542}, {12, .542}};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const auto& land = classes[i];
    EXPECT_EQ(land.code, static_cast<int>(i) + 1);
    EXPECT_EQ(land.emax_gC_MJ, emax.at(land.code)) << land.name;
    EXPECT_EQ(land.vegetated, land.emax_gC_MJ > 0) << land.name;
    EXPECT_EQ(land.woody, land.code == 1 || land.code == 10) << land.name;
    if (land.vegetated) {
      EXPECT_EQ(land.table_ndvi_max, land.woody ? 0.747 : 0.634) << land.name;
    }
    if (land.vegetated) {
      EXPECT_EQ(land.table_ndvi_min, 0.023) << land.name;
    }
  }
  EXPECT_NO_THROW(check_land_classes(classes));
}

TEST(LandClass, ReclaimedLandSharesTheNativeBounds) {
  const auto classes = default_land_classes();
  const std::map<int, std::vector<int>> sources{{1, {1}},       {2, {2}},       {3, {3}},
                                                {5, {1, 2, 3}}, {6, {1, 2, 3}}, {9, {2}},
                                                {10, {1}},      {11, {3}},      {12, {1, 2, 3}}};
  for (const auto& land : classes) {
    const auto found = sources.find(land.code);
    EXPECT_EQ(land.bounds_classes, found == sources.end() ? std::vector<int>{} : found->second) << land.name;
  }
}

std::string complaint(const std::vector<LandClass>& classes) {
  try {
    check_land_classes(classes);
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::usage);
    return error.what();
  }
  return "none";
}

TEST(LandClass, ChecksNameTheClassAndTheProblem) {
  using ::testing::HasSubstr;
  const auto broken = [](auto change) {
    auto classes = default_land_classes();
    change(classes);
    return complaint(classes);
  };
  EXPECT_THAT(broken([](auto& c) { c[4].code = 3; }),
              HasSubstr("land class 3 (construction land): its code is used twice"));
  EXPECT_THAT(broken([](auto& c) { c[0].emax_gC_MJ = -1; }), HasSubstr("emax is -1"));
  EXPECT_THAT(broken([](auto& c) { c[0].emax_gC_MJ = no_data; }), HasSubstr("expected 0..5"));
  EXPECT_THAT(broken([](auto& c) { c[3].vegetated = true; }), HasSubstr("no source of NDVI bounds"));
  EXPECT_THAT(broken([](auto& c) { c[0].vegetated = false; }), HasSubstr("is not vegetated"));
  EXPECT_THAT(broken([](auto& c) { c[4].bounds_classes = {77}; }), HasSubstr("class 77, which is unknown"));
  EXPECT_THAT(broken([](auto& c) { c[4].bounds_classes = {4}; }),
              HasSubstr("class 4, which is not vegetated"));
  EXPECT_THAT(broken([](auto& c) { c[4].bounds_classes = {}; }), HasSubstr("names no class"));
  EXPECT_THAT(broken([](auto& c) { c[1].bounds_classes = {1}; }), HasSubstr("names other classes"));
  EXPECT_THAT(broken([](auto& c) { c[1].table_ndvi_max = 0.01; }), HasSubstr("table NDVI bounds"));
  EXPECT_THAT(broken([](auto& c) { c[1].table_ndvi_max = 1; }), HasSubstr("table NDVI bounds"));
}

}  // namespace
}  // namespace minenpp::model
