// The statistics of Fu et al. 2022 fed through the program's own functions (science.md section 7).

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/stats/correlation.h"
#include "model/stats/exact_sum.h"
#include "model/stats/linear_trend.h"
#include "model/stats/trend_series.h"
#include "support/golden.h"

namespace minenpp::model {
namespace {

using testing::golden;

/// Table 2: mine NPP in 2006, 2010, 2016, 2020.
const std::map<std::string, std::vector<double>> table_2{{"Antaibao", {31.08, 25.51, 21.03, 29.00}},
                                                         {"Anjialing", {35.31, 26.03, 18.55, 26.06}},
                                                         {"East", {43.37, 36.21, 28.32, 34.27}}};

/// Table 3: NPP of a class in the same years; gap = no such land yet.
const std::map<std::string, std::vector<double>> table_3{
    {"cultivated", {49.21, 47.53, 36.37, 45.49}},  {"forest", {48.62, 45.61, 36.42, 48.85}},
    {"grass", {43.75, 41.27, 32.03, 44.27}},       {"recl.arable", {gap, gap, 35.78, 45.56}},
    {"recl.forest", {48.86, 47.18, 37.44, 50.53}}, {"recl.grass", {38.16, 37.01, 29.33, 44.57}},
    {"dump", {24.26, 23.57, 18.63, 26.65}}};

double slope_with_2010(const std::vector<double>& years, double mean_2010) {
  return linear_trend(years, std::vector{39.54, mean_2010, 28.57, 38.99}).slope;
}

/// The 2010 mean that gives a slope; a slope is linear in each value.
double mean_2010_for(double slope, const std::vector<double>& years) {
  const double at_zero = slope_with_2010(years, 0);
  return (slope - at_zero) / (slope_with_2010(years, 1) - at_zero);
}

TEST(Paper, SlopeOfMinus0809IsAStepOfTheIndexNotAYear) {
  EXPECT_GOLDEN("G5a", mean_2010_for(-0.809, years_from(1, 4)));
  EXPECT_GOLDEN("G5b", mean_2010_for(-0.809, paper_years));
  const auto by_year = linear_trend(paper_years, paper_means);
  EXPECT_NEAR(by_year.slope, -0.19974, 5e-6);
  EXPECT_NEAR(by_year.p, 0.754, 5e-4);
  EXPECT_NEAR(linear_trend(years_from(1, 4), paper_means).slope, -0.809, 1e-9);
  EXPECT_GOLDEN("G5c", (paper_means.back() - paper_means.front()) / 14);
}

TEST(Paper, MinesFellAndRecovered) {
  for (const auto& [mine, npp] : table_2) {
    const auto id = "G2." + mine;
    EXPECT_GOLDEN(id + ".tot", npp[0] - npp[3]);
    EXPECT_GOLDEN(id + ".rec", npp[3] - npp[2]);
    EXPECT_GOLDEN(id + ".ols", linear_trend(paper_years, npp).slope);
  }
}

TEST(Paper, PValuesOfItsCorrelationsAreThoseOfFiveYears) {
  for (const std::string r : {"0.79", "0.222"})
    for (const std::int64_t n : {4, 5, 6})
      EXPECT_GOLDEN("G6." + r + ".n" + std::to_string(n), test_correlation(std::stod(r), n, n - 2).p);
  EXPECT_NEAR(test_correlation(0.790, 5, 3).p, 0.111, 1e-3);
  EXPECT_NEAR(test_correlation(0.222, 5, 3).p, 0.720, 1e-3);
}

TEST(Paper, ValidationWith45PlotsIsSignificant) {
  EXPECT_GOLDEN("G6.val", test_correlation(std::sqrt(0.700), 45, 43).p);
}

TEST(Paper, Table4AddsUpAndGoesWithReclamation) {
  const std::vector<double> mined{1859.88, 1326.87, 521.14}, reclaimed{564.34, 788.19, 1141.08};
  const auto total = [](const std::vector<double>& areas) {
    ExactSum sum;
    for (const double area : areas) sum.add(area);
    return sum.value();
  };
  EXPECT_GOLDEN("G4.mine", total(mined));
  EXPECT_GOLDEN("G4.recl", total(reclaimed));
  EXPECT_GOLDEN("G4.r", correlation(reclaimed, std::vector{-7.34, -6.62, 7.15}).r);
}

TEST(Paper, SharesOfTable1AddUpToWhatTheTextSays) {
  EXPECT_GOLDEN("G1.2006-2010.mid", 52.92 + 4.51 + 20.71);
  EXPECT_GOLDEN("G1.2010-2016.mid", 59.22 + 5.21 + 5.97);
  EXPECT_GOLDEN("G1.2016-2020.mid", 1.04 + 7.94 + 15.42);
  EXPECT_GOLDEN("G1.inc", 25.11 - 18.01);
}

TEST(Paper, Table3RanksItsClasses) {
  const std::vector<std::string> years{"2006", "2010", "2016", "2020"};
  for (std::size_t year = 0; year < years.size(); ++year) {
    std::string best, worst;
    for (const auto& [name, npp] : table_3) {
      if (std::isnan(npp[year])) continue;
      if (best.empty() || npp[year] > table_3.at(best)[year]) best = name;
      if (worst.empty() || npp[year] < table_3.at(worst)[year]) worst = name;
    }
    EXPECT_EQ(golden("G3." + years[year] + ".max").expected, best);
    EXPECT_EQ(golden("G3." + years[year] + ".min").expected, worst);
  }
  for (const auto& [name, npp] : table_3) {
    auto known = npp;
    std::erase_if(known, [](double value) { return std::isnan(value); });
    EXPECT_GOLDEN("G3." + name + ".lo", *std::min_element(known.begin(), known.end()));
    EXPECT_GOLDEN("G3." + name + ".hi", *std::max_element(known.begin(), known.end()));
  }
  EXPECT_GOLDEN("G3.ratio.cult", table_3.at("cultivated")[2] / table_3.at("cultivated")[0]);
  EXPECT_GOLDEN("G3.ratio.dump", table_3.at("dump")[2] / table_3.at("dump")[0]);
}

}  // namespace
}  // namespace minenpp::model
