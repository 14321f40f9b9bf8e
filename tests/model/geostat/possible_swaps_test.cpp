// Which stations can enter and leave a choice within a reach: never fewer than a search at every place finds.
#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/geostat/kriging_kernel.h"
#include "model/geostat/neighbourhood.h"

namespace minenpp::model {
namespace {

double uniform(std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53;
}

std::vector<Position> stations(int count, std::mt19937_64& random) {
  std::vector<Position> places;
  for (int i = 0; i < count; ++i) places.push_back({1000 * uniform(random), 1000 * uniform(random), 0});
  return places;
}

bool holds(const std::vector<int>& all, int one) {
  return std::ranges::find(all, one) != all.end();
}

/// Searches at many places around random centres and compares with what was foretold.
void expect_foretold(const NeighbourhoodOptions& options, double largest_reach) {
  std::mt19937_64 random(7);
  const Neighbourhood neighbourhood(stations(200, random), options, Geometry::plane);
  Neighbourhood::Scratch scratch;
  PossibleSwaps swaps;
  std::vector<int> here, there;
  int foretold = 0, changed = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const Position centre{1000 * uniform(random), 1000 * uniform(random), 0};
    const double reach = largest_reach * uniform(random);
    neighbourhood.select(centre, -1, scratch, here);
    neighbourhood.swaps(centre, reach, scratch, swaps);
    if (swaps.many) continue;
    ++foretold;
    for (int i = 0; i < 50; ++i) {
      const double angle = 6.283 * uniform(random), away = reach * std::sqrt(uniform(random));
      neighbourhood.select({centre.x + away * std::cos(angle), centre.y + away * std::sin(angle), 0}, -1,
                           scratch, there);
      changed += there != here ? 1 : 0;
      for (const int station : there)
        ASSERT_TRUE(holds(here, station) || holds(swaps.joining, station)) << trial;
      for (const int station : here)
        ASSERT_TRUE(holds(there, station) || holds(swaps.leaving, station)) << trial;
    }
  }
  EXPECT_GT(foretold, 50);
  EXPECT_GT(changed, 50) << "nothing ever changed, so nothing was tested";
}

TEST(PossibleSwaps, HoldEveryStationThatEntersOrLeaves) {
  NeighbourhoodOptions options;
  options.kind = NeighbourhoodKind::nearest;
  expect_foretold(options, 12);
  options.nearest = 4;
  expect_foretold(options, 30);
  options.nearest = 16;
  options.radius_m = 120;
  expect_foretold(options, 10);
}

TEST(PossibleSwaps, NoneWhereAllStationsServe) {
  std::mt19937_64 random(1);
  const Neighbourhood neighbourhood(stations(20, random), {}, Geometry::plane);
  Neighbourhood::Scratch scratch;
  PossibleSwaps swaps;
  neighbourhood.swaps({500, 500, 0}, 1e6, scratch, swaps);
  EXPECT_TRUE(swaps.joining.empty() && swaps.leaving.empty() && !swaps.many);
}

TEST(KrigingJumps, TellTheSizeOfABreak) {
  std::mt19937_64 random(3);
  const auto places = stations(150, random);
  std::vector<double> values;
  for (const auto& place : places) values.push_back(20 + 8 * std::cos(place.x / 150) + 5 * uniform(random));
  NeighbourhoodOptions options;
  options.kind = NeighbourhoodKind::nearest;
  options.nearest = 6;
  const KrigingKernel kernel(places, Variogram(VariogramModel::spherical, 0, 25, 600), options);
  const std::vector<KrigedField> fields{kernel.field(values)};
  KrigingKernel::Workspace workspace;
  std::vector<double> jump(1);
  int broken = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const Position centre{100 + 800 * uniform(random), 100 + 800 * uniform(random), 0};
    const double reach = 0.5;
    kernel.jumps(centre, no_data, reach, fields, jump, workspace);
    // Along a short line the estimate moves by its slope and by the breaks it meets.
    BatchPositions at;
    for (int lane = 0; lane < batch_size; ++lane) {
      at.x[lane] = centre.x + reach * (lane - 31.5) / 31.5;
      at.y[lane] = centre.y;
    }
    std::vector<Batch> out(1);
    kernel.evaluate(at, fields, out, workspace);
    double largest_step = 0, usual_step = 1e300;
    for (int lane = 1; lane < batch_size; ++lane) {
      const double step = std::abs(out[0][lane] - out[0][lane - 1]);
      largest_step = std::max(largest_step, step);
      usual_step = std::min(usual_step, step);
    }
    const double seen = largest_step - 2 * usual_step - 0.02;
    if (seen > 0.02) ++broken;
    EXPECT_LE(seen, 1.3 * jump[0] + 1e-9) << trial;
  }
  EXPECT_GT(broken, 3) << "no line met a break, so nothing was tested";
}

}  // namespace
}  // namespace minenpp::model
