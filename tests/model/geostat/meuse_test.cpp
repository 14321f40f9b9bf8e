// The meuse data of R's sp package against what R's gstat makes of them.
#include <cmath>

#include <gtest/gtest.h>

#include "model/geostat/cross_validation.h"
#include "model/geostat/kriging_kernel.h"
#include "model/geostat/stations.h"
#include "model/geostat/variogram_fit.h"

namespace minenpp::model {
namespace {

using testing::number_columns;

class Meuse : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto data = testing::real_data();
    if (data.empty() || !std::filesystem::exists(data / "kriging/meuse.csv"))
      GTEST_SKIP() << "the real data (kriging/meuse.csv) are not here";
    folder = data / "kriging";
    auto points = number_columns(folder / "meuse.csv");
    for (std::size_t i = 0; i < points["x"].size(); ++i) {
      places.push_back({points["x"][i], points["y"][i], 0});
      log_zinc.push_back(std::log(points["zinc"][i]));
      root_distance.push_back(std::sqrt(points["dist"][i]));
    }
    ASSERT_EQ(places.size(), 155u);
  }

  [[nodiscard]] Variogram reference_variogram() const {
    auto fit = number_columns(folder / "ref_meuse_logzinc_fit_gstat.csv");
    return {VariogramModel::spherical, fit["psill"][0], fit["psill"][1], fit["range"][1]};
  }

  /// Estimates and a sample of variances over the whole grid against gstat's file.
  void expect_gstat(const char* reference, const Variogram& variogram, const std::optional<Drift>& drift,
                    const std::vector<double>& grid_drift) const {
    auto expected = number_columns(folder / reference);
    const auto &x = expected["x"], &y = expected["y"], &pred = expected["pred"], &var = expected["var"];
    ASSERT_EQ(x.size(), 3103u);
    const KrigingKernel kernel(places, variogram, {.kind = NeighbourhoodKind::global}, Geometry::plane,
                               drift);
    const KrigingSystem system(places, variogram, drift);
    const std::vector<KrigedField> fields{kernel.field(log_zinc)};
    std::vector<Batch> out(1);
    KrigingKernel::Workspace workspace;
    for (std::size_t first = 0; first < x.size(); first += batch_size) {
      BatchPositions at;
      const auto count = std::min<std::size_t>(batch_size, x.size() - first);
      for (std::size_t k = 0; k < count; ++k) {
        const auto lane = static_cast<Eigen::Index>(k);
        at.x[lane] = x[first + k];
        at.y[lane] = y[first + k];
        if (!grid_drift.empty()) at.drift[lane] = grid_drift[first + k];
      }
      kernel.evaluate(at, fields, out, workspace);
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = first + k;
        EXPECT_NEAR(out[0][static_cast<Eigen::Index>(k)], pred[i], 1e-6 * std::abs(pred[i])) << i;
        if (i % 29 != 0) continue;
        const double d = grid_drift.empty() ? no_data : grid_drift[i];
        EXPECT_NEAR(system.weights({x[i], y[i], 0}, d).variance, var[i], 1e-6 * var[i]) << i;
      }
    }
  }

  std::filesystem::path folder;
  std::vector<Position> places;
  std::vector<double> log_zinc, root_distance;
};

TEST_F(Meuse, EmpiricalVariogramIsGstats) {
  auto expected = number_columns(folder / "ref_meuse_logzinc_variogram_gstat.csv");
  const auto bins =
      empirical_variogram(places, std::vector<std::vector<double>>{log_zinc}, default_lags(places));
  ASSERT_EQ(bins.size(), expected["np"].size());
  for (std::size_t b = 0; b < bins.size(); ++b) {
    EXPECT_EQ(static_cast<double>(bins[b].pairs), expected["np"][b]);
    EXPECT_NEAR(bins[b].distance_m, expected["dist"][b], 1e-9 * expected["dist"][b]);
    EXPECT_NEAR(bins[b].semivariance, expected["gamma"][b], 1e-9);
  }
}

TEST_F(Meuse, FitIsGstats) {
  const auto chosen = choose_variogram(places, std::vector<std::vector<double>>{log_zinc}, {});
  ASSERT_TRUE(chosen.fitted) << chosen.reason;
  const auto expected = reference_variogram();
  EXPECT_NEAR(chosen.variogram.nugget(), expected.nugget(), 1e-4 * expected.nugget());
  EXPECT_NEAR(chosen.variogram.partial_sill(), expected.partial_sill(), 1e-4 * expected.partial_sill());
  EXPECT_NEAR(chosen.variogram.range_m(), expected.range_m(), 1e-4 * expected.range_m());
}

TEST_F(Meuse, OrdinaryKrigingIsGstats) {
  expect_gstat("ref_meuse_logzinc_OK_gstat.csv", reference_variogram(), {}, {});
}

TEST_F(Meuse, UniversalKrigingIsGstats) {
  auto grid = number_columns(folder / "meuse_grid.csv");
  std::vector<double> grid_drift;
  for (const double d : grid["dist"]) grid_drift.push_back(std::sqrt(d));
  // The file does not name its variogram; this is the one that its estimates and variances determine.
  expect_gstat("ref_meuse_logzinc_UK_sqrtdist_gstat.csv",
               Variogram(VariogramModel::spherical, 0.0674, 0.149, 700), Drift{.values = root_distance},
               grid_drift);
}

TEST_F(Meuse, LeaveOneOutIsGstats) {
  const auto cv =
      cross_validate(places, log_zinc, reference_variogram(), {.kind = NeighbourhoodKind::global});
  EXPECT_NEAR(cv.mean_error, 2.0736e-05, 1e-8);  // gstat's residual has the other sign
  EXPECT_NEAR(cv.rmse, 0.3918035, 1e-7);
  EXPECT_NEAR(cv.msdr, 0.8185456, 1e-7);
}

TEST_F(Meuse, InverseDistanceIsGstats) {
  auto expected = number_columns(folder / "ref_meuse_logzinc_IDW2_gstat.csv");
  const KrigingSystem system(places, reference_variogram(), {}, KrigingForm::inverse_distance);
  for (std::size_t i = 0; i < expected["x"].size(); i += 7)
    EXPECT_NEAR(system.estimate({expected["x"][i], expected["y"][i], 0}, log_zinc), expected["idw2"][i],
                1e-9);
}

}  // namespace
}  // namespace minenpp::model
