#include "model/geostat/trend_surface.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <Eigen/QR>

#include "model/error.h"

namespace minenpp::model {

namespace {

/// A direction in which the stations spread less than this part of their largest spread is not told by them.
constexpr double least_spread = 1e-8;

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

/// Offsets from the centre, one row a station.
Eigen::MatrixXd offsets(const std::vector<Position>& places, const Position& centre, Geometry geometry) {
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(places.size()), geometry == Geometry::plane ? 2 : 3);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const Position& p = places[static_cast<std::size_t>(i)];
    rows(i, 0) = p.x - centre.x;
    rows(i, 1) = p.y - centre.y;
    if (geometry == Geometry::sphere) rows(i, 2) = p.z - centre.z;
  }
  return rows;
}

}  // namespace

TrendSurface TrendSurface::fit(std::span<const Position> stations, std::span<const double> values,
                               Geometry geometry) {
  check_count(values.size(), stations.size());
  TrendSurface surface;
  std::vector<Position> places;
  std::vector<double> known;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    places.push_back(stations[i]);
    known.push_back(values[i]);
  }
  if (known.empty()) return surface;
  const auto [low, high] = std::minmax_element(known.begin(), known.end());
  const bool constant = *low == *high;
  surface.centre_ = mean_of(places);
  double sum = 0;
  // Deviations from the first value: the mean of constants is that constant.
  for (const double v : known) sum += v - known[0];
  surface.mean_ = known[0] + sum / static_cast<double>(known.size());

  Eigen::MatrixXd design = offsets(places, surface.centre_, geometry);
  const double scale = design.cwiseAbs().maxCoeff();
  if (constant || design.rows() < design.cols() + 3 || !(scale > 0)) return surface;
  design /= scale;
  Eigen::VectorXd right_hand(design.rows());
  for (Eigen::Index i = 0; i < design.rows(); ++i)
    right_hand[i] = known[static_cast<std::size_t>(i)] - surface.mean_;
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposed;
  decomposed.setThreshold(least_spread);
  decomposed.compute(design);
  const Eigen::VectorXd solution = decomposed.solve(right_hand);
  surface.slope_ = {solution[0] / scale, solution[1] / scale, design.cols() > 2 ? solution[2] / scale : 0.0};
  return surface;
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
