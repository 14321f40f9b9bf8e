// Awkward station sets at random: few stations, duplicates, stations on a line, constant data.
#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/geostat/kriging_kernel.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

struct RandomSet {
  std::vector<Position> places;
  std::vector<double> values;
  bool constant = false;
};

RandomSet random_set(unsigned seed) {
  std::mt19937 random(seed);
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  RandomSet set;
  set.places = testing::random_places(1 + static_cast<int>(random() % 14), seed + 1000);
  if (one_in(3))
    for (auto& p : set.places) p.y = 4300000 + 0.5 * (p.x - 500000);
  if (one_in(2)) {
    const auto copies = 1 + random() % 3;
    for (unsigned c = 0; c < copies; ++c) {
      Position p = set.places[random() % set.places.size()];
      p.x += one_in(2) ? 0.0 : 0.3;
      set.places.push_back(p);
    }
  }
  set.constant = one_in(4);
  set.values = testing::random_values(set.places, seed);
  if (set.constant) std::fill(set.values.begin(), set.values.end(), 12.345);
  return set;
}

class RandomSets : public ::testing::TestWithParam<VariogramModel> {
 protected:
  static Variogram variogram_for(const RandomSet& set) {
    const auto d = default_variogram(set.places, std::vector<std::vector<double>>{set.values});
    return {GetParam(), 0, d.partial_sill(), d.range_m(), 1.5};
  }
};
INSTANTIATE_TEST_SUITE_P(Models, RandomSets,
                         ::testing::Values(VariogramModel::spherical, VariogramModel::exponential,
                                           VariogramModel::gaussian, VariogramModel::matern,
                                           VariogramModel::linear, VariogramModel::linear_with_sill),
                         [](const auto& each) { return std::string(name_of(each.param)); });

TEST_P(RandomSets, AreExactFiniteAndNeverNegativeInVariance) {
  int inexact = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    const auto set = random_set(seed);
    const KrigingKernel kernel(set.places, variogram_for(set));
    const auto& merged = kernel.stations();
    const auto means = merged.average(set.values);
    const std::vector<KrigedField> fields{kernel.field(set.values)};
    auto at = testing::random_batch(seed + 2000, 60000);
    for (std::size_t i = 0; i < means.size(); ++i) {
      at.x[static_cast<Eigen::Index>(i)] = merged.positions()[i].x;
      at.y[static_cast<Eigen::Index>(i)] = merged.positions()[i].y;
    }
    std::vector<Batch> out(1);
    KrigingKernel::Workspace workspace;
    kernel.evaluate(at, fields, out, workspace);
    EXPECT_TRUE(out[0].allFinite()) << seed;
    ASSERT_NE(kernel.system(), nullptr);
    // A smooth model and stations metres apart may need the jitter of the covariance form, which is not
    // exact.
    const bool exact = kernel.system()->form() == KrigingForm::variogram;
    inexact += exact ? 0 : 1;
    for (std::size_t i = 0; exact && i < means.size(); ++i)
      EXPECT_NEAR(out[0][static_cast<Eigen::Index>(i)], means[i], 1e-6)
          << "seed " << seed << " station " << i;
    if (set.constant) {
      EXPECT_TRUE((out[0] == 12.345).all()) << seed;
    }
    const auto found = kernel.system()->weights(testing::lane_of(at, 40));
    EXPECT_NEAR(found.weights.sum(), 1, 1e-9) << seed;
    EXPECT_GE(found.variance, 0) << seed;
  }
  EXPECT_LE(inexact, 1);
}

}  // namespace
}  // namespace minenpp::model
