#include "model/geostat/trend_surface.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <Eigen/QR>
#include <Eigen/SVD>

#include "model/error.h"
#include "model/geostat/compass.h"

namespace minenpp::model {

namespace {

/// A direction in which the stations spread less than this part of their largest spread is not told by them:
/// of a straight road of stations the rounding of coordinates, or a bend, would else give slopes across it
/// that are wild a few kilometres away.
constexpr double least_spread = 0.05;

void check_count(std::size_t values, std::size_t stations) {
  if (values != stations)
    throw Error(Fault::input, "trend surface: found " + std::to_string(values) +
                                  " values, expected one for each of " + std::to_string(stations) +
                                  " stations");
}

Position mean_of(const std::vector<Position>& places) {
  Position sum;
  for (const auto& p : places) sum = {sum.x + p.x, sum.y + p.y, sum.z + p.z};
  const auto n = static_cast<double>(places.size());
  return {sum.x / n, sum.y / n, sum.z / n};
}

/// Metres to the east and north of the centre, one row a station.
Eigen::MatrixXd offsets(const std::vector<Position>& places, const Position& centre, const Compass& compass) {
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(places.size()), 2);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const Position& p = places[static_cast<std::size_t>(i)];
    rows(i, 0) = component(centre, p, compass.east);
    rows(i, 1) = component(centre, p, compass.north);
  }
  return rows;
}

/// Deviations from the first value: the mean of constants is that constant.
double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v - values[0];
  return values[0] + sum / static_cast<double>(values.size());
}

/// Slopes to the east and north.
struct Slopes {
  double east = 0, north = 0;
  TrendSupport support = TrendSupport::none;
};

Slopes slopes_of(Eigen::MatrixXd design, const std::vector<double>& values, double mean) {
  const double scale = design.cwiseAbs().maxCoeff();
  if (!(scale > 0)) return {};
  design /= scale;
  Eigen::VectorXd right_hand(design.rows());
  for (Eigen::Index i = 0; i < design.rows(); ++i) right_hand[i] = values[static_cast<std::size_t>(i)] - mean;
  // Singular values are spreads whichever way the line runs; pivots of a QR are not.
  Eigen::JacobiSVD<Eigen::MatrixXd> spreads(design, Eigen::ComputeThinU | Eigen::ComputeThinV);
  spreads.setThreshold(least_spread);
  if (spreads.rank() < 2) {
    const Eigen::Vector2d along = spreads.solve(right_hand);
    return {along[0] / scale, along[1] / scale, TrendSupport::line};
  }
  // Both have the same solution but for rounding; this one's is that of results made before.
  const Eigen::Vector2d both = design.completeOrthogonalDecomposition().solve(right_hand);
  return {both[0] / scale, both[1] / scale, TrendSupport::plane};
}

}  // namespace

TrendFit fit_trend(std::span<const Position> stations, std::span<const double> values, Geometry geometry) {
  check_count(values.size(), stations.size());
  std::vector<Position> places;
  std::vector<double> known;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    places.push_back(stations[i]);
    known.push_back(values[i]);
  }
  if (known.empty()) return {};
  const auto centre = mean_of(places);
  const double mean = mean_of(known);
  const auto [low, high] = std::minmax_element(known.begin(), known.end());
  if (*low == *high) return {{mean, centre, {}}, TrendSupport::none};
  if (std::ssize(known) < TrendSurface::least_stations) return {{mean, centre, {}}, TrendSupport::too_few};
  const auto compass = compass_at(centre, geometry);
  const auto [east, north, support] = slopes_of(offsets(places, centre, compass), known, mean);
  const Position slope{east * compass.east.x + north * compass.north.x,
                       east * compass.east.y + north * compass.north.y,
                       east * compass.east.z + north * compass.north.z};
  return {{mean, centre, slope}, support};
}

TrendSurface TrendSurface::fit(std::span<const Position> stations, std::span<const double> values,
                               Geometry geometry) {
  return fit_trend(stations, values, geometry).surface;
}

double TrendSurface::at(const Position& at) const {
  return mean_ + slope_.x * (at.x - centre_.x) + slope_.y * (at.y - centre_.y) +
         slope_.z * (at.z - centre_.z);
}

void TrendSurface::at(const BatchPositions& at, Batch& surface) const {
  surface =
      mean_ + slope_.x * (at.x - centre_.x) + slope_.y * (at.y - centre_.y) + slope_.z * (at.z - centre_.z);
}

std::vector<double> TrendSurface::residuals(std::span<const Position> stations,
                                            std::span<const double> values) const {
  check_count(values.size(), stations.size());
  std::vector<double> left;
  for (std::size_t i = 0; i < values.size(); ++i) left.push_back(values[i] - at(stations[i]));
  return left;
}

}  // namespace minenpp::model
