#include "model/geostat/outliers.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"
#include "model/stats/p_values.h"

namespace minenpp::model {
namespace {

using Columns = std::vector<std::vector<double>>;
using testing::random_places;

double sample_variance_without(const std::vector<double>& values, std::size_t left_out) {
  std::vector<double> others;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i != left_out) others.push_back(values[i]);
  return pooled_variance(Columns{others});
}

/// A column at stations, cross-validated with its default or fitted variogram.
struct Checked {
  std::vector<Position> places;
  std::vector<double> values;
  FittedVariogram variogram;
  CrossValidation cross;
  OutlierRule rule;

  Checked(std::vector<Position> at, std::vector<double> column)
      : places(std::move(at)),
        values(std::move(column)),
        variogram(choose_variogram(places, Columns{values}, {})),
        cross(cross_validate(places, values, variogram.variogram)),
        rule{.fitted = variogram.fitted} {}

  [[nodiscard]] std::vector<double> z() const {
    return standardised_errors(values, cross, variogram.variogram, rule);
  }
  [[nodiscard]] std::vector<int> outliers() const {
    std::vector<int> stations;
    for (const auto& o : find_outliers(MergedStations(places), values, cross, variogram.variogram, rule))
      stations.push_back(o.station);
    return stations;
  }
};

TEST(Outliers, ErrorsOfAFittedVariogramAreDividedByTheirStandardErrors) {
  const CrossValidation cross{.station = {0, 1, 2}, .error = {1, -6, 2}, .variance = {4, 4, 0}};
  const Variogram variogram(VariogramModel::spherical, 1, 3, 1000);
  const auto z = standardised_errors(std::vector<double>{5, 6, 7}, cross, variogram, {.fitted = true});
  EXPECT_DOUBLE_EQ(z[0], 0.5);
  EXPECT_DOUBLE_EQ(z[1], -3);
  EXPECT_TRUE(std::isnan(z[2]));
}

/// A sill that was made to go with the column's variance: without the wild value it would have been smaller.
TEST(Outliers, AFittedSillThatGoesWithTheVarianceIsThatOfTheOthers) {
  const CrossValidation cross{.station = {0, 1, 2, 3}, .error = {1, 1, 1, -20}, .variance = {4, 4, 4, 4}};
  const Variogram variogram(VariogramModel::spherical, 1, 3, 1000);
  const std::vector<double> values{5, 6, 7, 26};
  const auto z = standardised_errors(values, cross, variogram, {.fitted = true, .goes_with_variance = true});
  const double all = pooled_variance(Columns{values});
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(z[i], cross.error[i] / std::sqrt(4 * sample_variance_without(values, i) / all), 1e-9);
  EXPECT_LT(z[3], -50) << "the others vary by 1";
}

TEST(Outliers, ADefaultVariogramTakesTheOthersVarianceForItsSill) {
  const auto s = testing::golden_stations("K1");
  const auto variogram = default_variogram(s.places, Columns{s.precipitation});
  const auto cross = cross_validate(s.places, s.precipitation, variogram);
  const auto z = standardised_errors(s.precipitation, cross, variogram, {});
  for (std::size_t i = 0; i < 6; ++i) {
    const double sill = sample_variance_without(s.precipitation, i);
    EXPECT_NEAR(z[i], cross.error[i] / std::sqrt(cross.variance[i] / variogram.sill() * sill), 1e-9);
  }
}

TEST(Outliers, WhatTheOthersVaryIsNotLostBesideAWildValue) {
  const auto places = random_places(7, 2);
  std::vector<double> values{1e-3, 2e-3, 3e-3, 1e12, 2e-3, 5e-3, 1e-3};
  const auto variogram = default_variogram(places, Columns{values});
  const auto cross = cross_validate(places, values, variogram);
  const double expected =
      cross.error[3] / std::sqrt(cross.variance[3] / variogram.sill() * sample_variance_without(values, 3));
  EXPECT_NEAR(standardised_errors(values, cross, variogram, {})[3] / expected, 1, 1e-9);
}

TEST(Outliers, OneOfSixThatIsWildlyOffIsFound) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> temperature(20, 1);
    std::vector<double> values;
    for (int i = 0; i < 6; ++i) values.push_back(temperature(random));
    const auto places = random_places(6, seed);
    const std::size_t wild = seed % 6;
    values[wild] = -60;
    EXPECT_EQ(Checked(places, values).outliers(), (std::vector<int>{static_cast<int>(wild)})) << seed;
  }
}

std::vector<double> smooth_values(const std::vector<Position>& places, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 2);
  std::vector<double> values;
  for (const auto& p : places)
    values.push_back(100 + 20 * std::sin(p.x / 4000) * std::cos(p.y / 5000) + noise(random));
  return values;
}

/// Few stations say little about how far a value may be from them.
TEST(Outliers, ValuesOfSmoothFieldsAtFewStationsAreNot) {
  for (const int n : {3, 4, 5, 6, 8, 12}) {
    int flagged = 0, of = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
      const auto places = random_places(n, seed);
      flagged += static_cast<int>(Checked(places, smooth_values(places, seed)).outliers().size());
      of += n;
    }
    EXPECT_LE(flagged, of / (n <= 8 ? 1000 : 100)) << n << " stations";
  }
}

TEST(Outliers, TheLimitOfFewStationsIsStudents) {
  Checked checked(random_places(6, 1), {20, 21, 20.5, 19, 20.2, 20});
  const double usual = std::abs(checked.z()[3]);
  ASSERT_TRUE(checked.outliers().empty());
  // In proportion to the value's distance from the others once that is large.
  checked.values[3] = -1e6;
  checked.cross = cross_validate(checked.places, checked.values, checked.variogram.variogram);
  const double far = std::abs(checked.z()[3]);
  ASSERT_GT(far, usual);
  const double limit = student_of_normal(4, 4);
  for (const double share : {0.9, 1.1}) {
    checked.values[3] = 20 - (1e6 + 20) * limit / far * share;
    checked.cross = cross_validate(checked.places, checked.values, checked.variogram.variogram);
    EXPECT_EQ(checked.outliers().size(), share > 1 ? 1u : 0u) << share;
  }
}

TEST(Outliers, OfThreeNoneIsOneUnlessTheOthersAgree) {
  const auto places = random_places(3, 1);
  EXPECT_TRUE(Checked(places, {20, 21, 500}).outliers().empty());
  EXPECT_EQ(Checked(places, {20, 20, 500}).outliers(), std::vector<int>{2});
}

TEST(Outliers, SixOrdinaryStationsAreNot) {
  for (const auto* tag : {"K1", "K2"}) {
    const auto s = testing::golden_stations(tag);
    EXPECT_TRUE(Checked(s.places, s.precipitation).outliers().empty());
    EXPECT_TRUE(Checked(s.places, s.temperature).outliers().empty());
  }
}

TEST(Outliers, OneDeadOfThreeHundredIsFoundAndItsNeighboursAreNot) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    const auto places = random_places(300, seed);
    auto values = smooth_values(places, seed);
    // The variogram of the sound network, as when other months tell it.
    const auto variogram = choose_variogram(places, Columns{values}, {});
    ASSERT_TRUE(variogram.fitted) << variogram.reason;
    const int dead = static_cast<int>(30 * seed);
    values[static_cast<std::size_t>(dead)] = 0;
    Checked checked(places, values);
    checked.variogram = variogram;
    checked.cross = cross_validate(places, values, variogram.variogram);
    checked.rule.fitted = true;
    int suspects = 0;
    for (const double z : checked.z()) suspects += std::abs(z) > 4 ? 1 : 0;
    EXPECT_GT(suspects, 1) << seed;
    EXPECT_EQ(checked.outliers(), std::vector<int>{dead}) << seed;
  }
}

TEST(Outliers, TheDeadStationIsFoundWithTheVariogramItSpoilt) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    const auto places = random_places(300, seed);
    auto values = smooth_values(places, seed);
    values[77] = 0;
    const Checked checked(places, values);
    ASSERT_TRUE(checked.variogram.fitted) << checked.variogram.reason;
    EXPECT_EQ(checked.outliers(), std::vector<int>{77}) << seed;
  }
}

TEST(Outliers, TwoDeadNeighboursDoNotHideEachOther) {
  auto places = random_places(300, 5);
  auto values = smooth_values(places, 5);
  places[8] = {places[7].x + 1500, places[7].y, 0};
  values[7] = values[8] = 0;
  EXPECT_EQ(Checked(places, values).outliers(), (std::vector<int>{7, 8}));
}

TEST(Outliers, WhereTheOthersDoNotVaryAnyErrorIsInfinite) {
  const Checked checked(random_places(6, 1), {3, 3, 3, 3.5, 3, 3});
  const auto z = checked.z();
  EXPECT_EQ(z[3], -std::numeric_limits<double>::infinity());
  EXPECT_LT(std::abs(z[0]), 4);
  EXPECT_EQ(checked.outliers(), std::vector<int>{3});
}

TEST(Outliers, ConstantDataHaveNone) {
  const Checked checked(random_places(6, 1), std::vector<double>(6, 0.1));
  for (const double z : checked.z()) EXPECT_TRUE(std::isnan(z));
  EXPECT_TRUE(checked.outliers().empty());
}

TEST(Outliers, OneTwoAndThreeStations) {
  for (int n = 1; n <= 3; ++n) {
    const auto places = random_places(n, 9);
    const Checked checked(places, testing::random_values(places, 4));
    const auto z = checked.z();
    ASSERT_EQ(z.size(), n < 2 ? 0u : static_cast<std::size_t>(n));
    for (const double each : z) EXPECT_EQ(std::isnan(each), n < 3);
    if (n < 3) {
      EXPECT_TRUE(checked.outliers().empty());
    }
  }
}

TEST(Outliers, StationsAtOnePlaceAreOne) {
  auto places = random_places(8, 3);
  places.push_back(places[2]);
  std::vector<double> values{10, 11, 500, 12, 10, 11, 12, 10, 700};
  const auto variogram = choose_variogram(places, Columns{values}, {}).variogram;
  const auto cross = cross_validate(places, values, variogram);
  const auto found = find_outliers(MergedStations(places), values, cross, variogram, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].station, 2);
  EXPECT_NEAR(found[0].error, 11 - 600, 2);
}

TEST(Outliers, WithADriftTheLineIsTheOthers) {
  const auto places = random_places(40, 6);
  std::vector<double> elevation, values;
  for (std::size_t i = 0; i < places.size(); ++i) {
    elevation.push_back(900 + 30 * static_cast<double>(i));
    values.push_back(25 - temperature_lapse_rate * elevation[i] +
                     0.3 * std::sin(7.0 * static_cast<double>(i)));
  }
  values[11] += 9;
  const auto drift = elevation_drift(elevation);
  const Variogram variogram(VariogramModel::spherical, 0.05, 0.05, 20000);
  const auto cross = cross_validate(places, values, variogram, {}, Geometry::plane, drift);
  const auto found = find_outliers(MergedStations(places), values, cross, variogram, {.fitted = true}, {},
                                   Geometry::plane, drift);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].station, 11);
  EXPECT_NEAR(found[0].error, -9, 1);
}

TEST(Outliers, SuspectsWithoutTrustedNeighboursStayWhatTheyWere) {
  const std::vector<Position> places{{0, 0, 0}, {100, 0, 0}, {90000, 0, 0}, {90100, 0, 0}};
  const std::vector<double> values{0, 100, 3, 3.1};
  const NeighbourhoodOptions near{.kind = NeighbourhoodKind::nearest, .radius_m = 1000};
  const Variogram variogram(VariogramModel::spherical, 0, 1, 500);
  const auto cross = cross_validate(places, values, variogram, near);
  const auto found = find_outliers(MergedStations(places), values, cross, variogram, {.fitted = true}, near);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], (Outlier{0, 100, 100 / std::sqrt(cross.variance[0])}));
  EXPECT_EQ(found[1], (Outlier{1, -100, -100 / std::sqrt(cross.variance[1])}));
}

TEST(Outliers, RefusesAnotherNumberOfValues) {
  const Checked checked(random_places(6, 1), {3, 3, 3, 3.5, 3, 3});
  EXPECT_THROW(static_cast<void>(standardised_errors(std::vector<double>{1, 2}, checked.cross,
                                                     checked.variogram.variogram, {})),
               Error);
  EXPECT_THROW(static_cast<void>(find_outliers(MergedStations(checked.places), checked.values, checked.cross,
                                               checked.variogram.variogram, {.limit = 0})),
               Error);
}

}  // namespace
}  // namespace minenpp::model
