#include "model/geostat/trend_surface.h"

#include <cmath>
#include <cstring>

#include <Eigen/LU>
#include <gtest/gtest.h>

#include "model/error.h"
#include "model/geostat/station_clouds.h"

namespace minenpp::model {
namespace {

using testing::random_places;
using testing::random_values;

double plane(const Position& p) {
  return 12.5 + 3e-4 * (p.x - 5e5) - 7e-5 * (p.y - 4.3e6);
}

/// By the normal equations of 1 and the coordinates, taken from the first station, in km.
Eigen::Vector3d normal_equations(const std::vector<Position>& places, const std::vector<double>& values) {
  Eigen::MatrixX3d design(static_cast<Eigen::Index>(places.size()), 3);
  Eigen::VectorXd z(design.rows());
  for (Eigen::Index i = 0; i < design.rows(); ++i) {
    const Position& p = places[static_cast<std::size_t>(i)];
    design.row(i) << 1, (p.x - places[0].x) / 1000, (p.y - places[0].y) / 1000;
    z[i] = values[static_cast<std::size_t>(i)];
  }
  return (design.transpose() * design).fullPivLu().solve(design.transpose() * z);
}

/// Metres to the east and north of the places' mean, by turning the globe until it lies at the equator and
/// longitude 0, where y is east and z north.
std::vector<Position> turned(const std::vector<Position>& places) {
  Position mean;
  for (const auto& p : places) mean = {mean.x + p.x, mean.y + p.y, mean.z + p.z};
  const double lon = std::atan2(mean.y, mean.x), lat = std::atan2(mean.z, std::hypot(mean.x, mean.y));
  std::vector<Position> flat;
  for (const auto& p : places) {
    const double out = std::cos(lon) * p.x + std::sin(lon) * p.y;
    flat.push_back(
        {-std::sin(lon) * p.x + std::cos(lon) * p.y, -std::sin(lat) * out + std::cos(lat) * p.z, 0});
  }
  return flat;
}

TEST(TrendSurface, ReproducesAPlane) {
  for (const int n : {5, 6, 40}) {
    const auto places = random_places(n, 3);
    std::vector<double> values;
    for (const auto& p : places) values.push_back(plane(p));
    const auto surface = TrendSurface::fit(places, values);
    EXPECT_NE(surface.slope(), Position{});
    EXPECT_NEAR(surface.slope().x, 3e-4, 1e-15);
    EXPECT_NEAR(surface.slope().y, -7e-5, 1e-15);
    for (const double r : surface.residuals(places, values)) EXPECT_NEAR(r, 0, 1e-11);
    for (const auto& at : random_places(20, 4, 200000)) EXPECT_NEAR(surface.at(at), plane(at), 1e-10);
  }
}

TEST(TrendSurface, MeetsTheNormalEquations) {
  const auto places = random_places(60, 5);
  const auto values = random_values(places, 6);
  const auto surface = TrendSurface::fit(places, values);
  const auto expected = normal_equations(places, values);
  EXPECT_NEAR(surface.at(places[0]), expected[0], 1e-9);
  EXPECT_NEAR(surface.slope().x * 1000, expected[1], 1e-10);
  EXPECT_NEAR(surface.slope().y * 1000, expected[2], 1e-10);
  double sum = 0;
  for (const double r : surface.residuals(places, values)) sum += r;
  EXPECT_NEAR(sum, 0, 1e-9);
}

TEST(TrendSurface, MeetsTheNormalEquationsOnTheSphere) {
  const auto cloud = testing::sphere_cloud(80, 3, 70, 130, 15, 50);
  const auto values = random_values(cloud.places, 6);
  const auto surface = TrendSurface::fit(cloud.places, values, cloud.geometry);
  const auto flat = turned(cloud.places);
  const auto expected = normal_equations(flat, values);
  for (std::size_t i = 0; i < flat.size(); ++i)
    EXPECT_NEAR(surface.at(cloud.places[i]),
                expected[0] + expected[1] * (flat[i].x - flat[0].x) / 1000 +
                    expected[2] * (flat[i].y - flat[0].y) / 1000,
                1e-7);
}

/// Height over the map is no coordinate: over a district it is the Earth's curvature, and a slope along it a
/// bowl.
TEST(TrendSurface, OnTheSphereItIsNoBowl) {
  const auto cloud = testing::sphere_cloud(50, 3, 112.1, 112.6, 39.3, 39.7);
  const auto flat = turned(cloud.places);
  std::vector<double> plain, bowl;
  for (const auto& p : flat) {
    plain.push_back(5 + 1e-4 * p.x - 2e-4 * p.y);
    bowl.push_back(plain.back() + 4e-9 * (p.x * p.x + p.y * p.y));
  }
  const auto surface = TrendSurface::fit(cloud.places, plain, Geometry::sphere);
  for (const double r : surface.residuals(cloud.places, plain)) EXPECT_NEAR(r, 0, 1e-8);
  const auto fitted = TrendSurface::fit(cloud.places, bowl, Geometry::sphere);
  const auto expected = normal_equations(flat, bowl);
  for (std::size_t i = 0; i < flat.size(); ++i)
    EXPECT_NEAR(fitted.at(cloud.places[i]),
                expected[0] + expected[1] * (flat[i].x - flat[0].x) / 1000 +
                    expected[2] * (flat[i].y - flat[0].y) / 1000,
                1e-7);
}

TEST(TrendSurface, FewStationsHaveTheirMean) {
  const auto places = random_places(4, 1);
  for (std::size_t n = 1; n <= 4; ++n) {
    const std::vector<Position> some(places.begin(), places.begin() + static_cast<long>(n));
    std::vector<double> values;
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) values.push_back(3.0 * static_cast<double>(i * i)), sum += values[i];
    const auto surface = TrendSurface::fit(some, values);
    EXPECT_EQ(surface.slope(), Position{});
    EXPECT_NEAR(surface.at(Position{1, 2, 3}), sum / static_cast<double>(n), 1e-12);
  }
  for (const int n : {4, 5}) {
    const auto cloud = testing::sphere_cloud(n, 1, 0, 40, 0, 40);
    const auto [surface, support] = fit_trend(cloud.places, random_values(cloud.places, 1), Geometry::sphere);
    EXPECT_EQ(surface.slope() != Position{}, n == 5);
    EXPECT_EQ(support, n == 5 ? TrendSupport::plane : TrendSupport::too_few);
  }
  EXPECT_EQ(fit_trend({}, {}).support, TrendSupport::none);
  EXPECT_TRUE(std::isnan(TrendSurface::fit({}, {}).at(Position{})));
}

TEST(TrendSurface, OnALineItDoesNotChangeAcross) {
  std::vector<Position> line;
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) {
    line.push_back({5e5 + 300.0 * i, 4.3e6 + 400.0 * i, 0});
    values.push_back(7 + 0.5 * i);  // per 500 m
  }
  const auto surface = TrendSurface::fit(line, values);
  EXPECT_NEAR(surface.slope().x, 1e-3 * 0.6, 1e-12);
  EXPECT_NEAR(surface.slope().y, 1e-3 * 0.8, 1e-12);
  EXPECT_NEAR(surface.at(Position{5e5 - 4000, 4.3e6 + 3000, 0}), 7, 1e-8);
}

/// Coordinates of a table are rounded, and roads bend: what lies nearly on a line must not tell of the slope
/// across it, whichever way the line runs.
TEST(TrendSurface, NearALineItDoesNotChangeAcross) {
  const std::vector<double> noise{0.4, -0.3, 0.2, 0.5, -0.6, 0.1};
  for (const double off_m : {1e-9, 5.0, 50.0, 900.0})
    for (const double bearing : {0.0, 0.3, 0.785, 1.2, 2.0}) {
      std::vector<Position> places;
      std::vector<double> values;
      for (std::size_t i = 0; i < noise.size(); ++i) {
        const double along = 12000.0 * static_cast<double>(i), across = i % 2 == 0 ? off_m : -off_m;
        places.push_back({5e5 + along * std::cos(bearing) - across * std::sin(bearing),
                          4.3e6 + along * std::sin(bearing) + across * std::cos(bearing), 0});
        values.push_back(10 + noise[i]);
      }
      const auto [surface, support] = fit_trend(places, values);
      EXPECT_EQ(support, TrendSupport::line) << off_m << " " << bearing;
      for (const double side : {-40000.0, 40000.0})
        EXPECT_NEAR(surface.at(Position{5e5 + 3e4 * std::cos(bearing) - side * std::sin(bearing),
                                        4.3e6 + 3e4 * std::sin(bearing) + side * std::cos(bearing), 0}),
                    10, 1)
            << off_m << " " << bearing;
    }
}

/// Stations along a meridian of a degree grid, in a table of four decimals.
TEST(TrendSurface, NearALineOnTheSphereItDoesNotChangeAcross) {
  std::vector<Position> places;
  const std::vector<double> noise{0.4, -0.3, 0.2, 0.5, -0.6, 0.1};
  for (std::size_t i = 0; i < noise.size(); ++i)
    places.push_back(position_of(Geometry::sphere, 112.3 + (i % 2 == 0 ? 0.0001 : 0),
                                 39.0 + 0.1 * static_cast<double>(i)));
  const auto [surface, support] = fit_trend(places, noise, Geometry::sphere);
  EXPECT_EQ(support, TrendSupport::line);
  EXPECT_NEAR(surface.at(position_of(Geometry::sphere, 112.8, 39.2)), 0, 1);
}

TEST(TrendSurface, OnePlaceAndConstantsAreFlat) {
  const auto same =
      TrendSurface::fit(std::vector<Position>(8, {4, 5, 0}), std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8});
  EXPECT_EQ(same.slope(), Position{});
  EXPECT_EQ(
      fit_trend(std::vector<Position>(8, {4, 5, 0}), std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}).support,
      TrendSupport::none);
  EXPECT_NEAR(same.at(Position{}), 4.5, 1e-12);
  const auto flat = TrendSurface::fit(random_places(9, 1), std::vector<double>(9, 0.1));
  EXPECT_EQ(flat.slope(), Position{});
  EXPECT_EQ(flat.at(Position{1, 1, 0}), 0.1);
}

TEST(TrendSurface, MissingValuesAreLeftOut) {
  auto places = random_places(12, 1);
  auto values = random_values(places, 2);
  const auto expected = TrendSurface::fit(places, values);
  places.insert(places.begin() + 3, Position{0, 0, 0});
  values.insert(values.begin() + 3, no_data);
  const auto surface = TrendSurface::fit(places, values);
  EXPECT_EQ(surface.at(places[5]), expected.at(places[5]));
  EXPECT_TRUE(std::isnan(surface.residuals(places, values)[3]));
  EXPECT_THROW(static_cast<void>(TrendSurface::fit(places, std::vector<double>{1, 2})), Error);
}

TEST(TrendSurface, BatchEqualsScalarBitByBit) {
  const auto places = random_places(30, 2);
  const auto surface = TrendSurface::fit(places, random_values(places, 3));
  auto at = testing::random_batch(9);
  at.x[5] = no_data;
  Batch out;
  surface.at(at, out);
  for (int lane = 0; lane < batch_size; ++lane) {
    const double scalar = surface.at(testing::lane_of(at, lane));
    if (lane == 5)
      EXPECT_TRUE(std::isnan(out[lane]) && std::isnan(scalar));
    else
      EXPECT_EQ(std::memcmp(&out[lane], &scalar, sizeof scalar), 0) << lane;
  }
}

}  // namespace
}  // namespace minenpp::model
