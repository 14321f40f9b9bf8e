#include "model/geostat/variogram_fit.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/geostat/stations.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;

std::vector<VariogramBin> bins_of(const Variogram& truth) {
  return {{8, 2000, truth.semivariance(2000)},
          {20, 5000, truth.semivariance(5000)},
          {26, 9000, truth.semivariance(9000)},
          {30, 14000, truth.semivariance(14000)}};
}

TEST(VariogramFit, LinearMeetsGolden) {
  const auto fit = fit_variogram({{8, 2000, 0.9}, {20, 5000, 1.6}, {26, 9000, 2.9}, {30, 14000, 3.8}},
                                 {.model = VariogramModel::linear});
  EXPECT_TRUE(fit.fitted) << fit.reason;
  EXPECT_GOLDEN("V.wls0", fit.variogram.nugget());
  EXPECT_GOLDEN("V.wls1", fit.variogram.partial_sill() / fit.variogram.range_m());
}

TEST(VariogramFit, RecoversAnExactSpherical) {
  for (const auto weights : {FitWeights::pairs_over_distance2, FitWeights::pairs,
                             FitWeights::pairs_over_semivariance2, FitWeights::equal}) {
    const auto fit =
        fit_variogram(bins_of(Variogram(VariogramModel::spherical, 0.3, 2.5, 12000)), {.weights = weights});
    EXPECT_TRUE(fit.fitted) << fit.reason;
    EXPECT_GOLDEN("V.fit0", fit.variogram.nugget());
    EXPECT_GOLDEN("V.fit1", fit.variogram.partial_sill());
    EXPECT_GOLDEN("V.fit2", fit.variogram.range_m());
    EXPECT_NEAR(fit.sse, 0, 1e-9);
  }
}

TEST(VariogramFit, RecoversEveryModel) {
  for (const auto model : {VariogramModel::exponential, VariogramModel::gaussian, VariogramModel::matern,
                           VariogramModel::linear_with_sill}) {
    std::vector<VariogramBin> bins;
    const Variogram truth(model, 0.4, 1.7, 6000, 1.5);
    for (int b = 1; b <= 15; ++b) bins.push_back({10 * b, 1000.0 * b, truth.semivariance(1000.0 * b)});
    const auto fit = fit_variogram(bins, {.model = model, .kappa = 1.5});
    EXPECT_TRUE(fit.fitted) << name_of(model) << fit.reason;
    EXPECT_NEAR(fit.variogram.nugget(), 0.4, 1e-4) << name_of(model);
    EXPECT_NEAR(fit.variogram.partial_sill(), 1.7, 1e-4) << name_of(model);
    EXPECT_NEAR(fit.variogram.range_m(), 6000, 1) << name_of(model);
  }
}

TEST(VariogramFit, IsTheMinimumOfABruteSearch) {
  const auto places = testing::random_places(60, 12);
  std::vector<double> values = testing::random_values(places, 13);
  for (std::size_t i = 0; i < places.size(); ++i)
    values[i] = 0.3 * values[i] + 8 * std::sin(places[i].x / 3000) * std::cos(places[i].y / 4000);
  const Columns columns{values};
  const auto fit = choose_variogram(places, columns, {});
  ASSERT_TRUE(fit.fitted) << fit.reason;
  const auto sse = [&](double nugget, double sill, double range) {
    const Variogram v(VariogramModel::spherical, nugget, sill, range);
    double sum = 0;
    for (const auto& b : fit.empirical) {
      const double off = b.semivariance - v.semivariance(b.distance_m);
      sum += static_cast<double>(b.pairs) / (b.distance_m * b.distance_m) * off * off;
    }
    return sum;
  };
  const double c = fit.variogram.partial_sill(), a = fit.variogram.range_m();
  EXPECT_NEAR(fit.sse, sse(fit.variogram.nugget(), c, a), 1e-9 * fit.sse);
  for (double nugget = 0; nugget <= c; nugget += c / 20)
    for (double sill = 0; sill <= 3 * c; sill += c / 20)
      for (double range = a / 8; range < 8 * a; range *= 1.05)
        EXPECT_GE(sse(nugget, sill, range), fit.sse * (1 - 1e-9)) << nugget << " " << sill << " " << range;
}

TEST(VariogramFit, RejectsWhatIsNoVariogram) {
  const auto flat = fit_variogram({{10, 1000, 2}, {10, 2000, 2}, {10, 3000, 2}, {10, 4000, 2}}, {});
  EXPECT_FALSE(flat.fitted);
  EXPECT_FALSE(flat.reason.empty());
  const auto falling = fit_variogram({{10, 1000, 4}, {10, 2000, 3}, {10, 3000, 2}, {10, 4000, 1}}, {});
  EXPECT_FALSE(falling.fitted);
  const auto straight = fit_variogram({{10, 1000, 1}, {10, 2000, 2}, {10, 3000, 3}, {10, 4000, 4}}, {});
  EXPECT_FALSE(straight.fitted);
  EXPECT_EQ(straight.reason, "the fitted range is at its upper bound");
  EXPECT_FALSE(fit_variogram({{10, 1000, 1}, {10, 2000, 2}}, {}).fitted);
}

TEST(VariogramFit, FewStationsGetTheDefault) {
  const auto s = testing::golden_stations("K1");
  const auto chosen = choose_variogram(s.places, Columns{s.precipitation}, {});
  EXPECT_FALSE(chosen.fitted);
  EXPECT_NE(chosen.reason.find("6 stations"), std::string::npos);
  EXPECT_EQ(chosen.variogram.model(), VariogramModel::spherical);
  EXPECT_EQ(chosen.variogram.nugget(), 0);
  EXPECT_GOLDEN("K1.dmax", chosen.variogram.range_m());
  EXPECT_GOLDEN("K1.sill", chosen.variogram.partial_sill());
  EXPECT_EQ(chosen.empirical.size(), 3u);
}

TEST(VariogramFit, ManyStationsOfConstantDataGetTheDefault) {
  const auto places = testing::random_places(40, 2);
  const auto chosen = choose_variogram(places, Columns{std::vector<double>(40, 7.5)}, {});
  EXPECT_FALSE(chosen.fitted);
  EXPECT_EQ(chosen.variogram.sill(), 0);
  EXPECT_EQ(chosen.variogram.range_m(), largest_distance_m(places));
}

TEST(VariogramFit, OneStationGetsAVariogramToo) {
  const auto chosen = choose_variogram(testing::random_places(1, 1), Columns{{3.0}}, {});
  EXPECT_EQ(chosen.variogram.sill(), 0);
  EXPECT_GT(chosen.variogram.range_m(), 0);
}

}  // namespace
}  // namespace minenpp::model
