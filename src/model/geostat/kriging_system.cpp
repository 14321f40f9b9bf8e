#include "model/geostat/kriging_system.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <Eigen/LU>

#include "model/error.h"
#include "model/geostat/inverse_distance.h"

namespace minenpp::model {

namespace {

constexpr double largest_residual = 1e-8;
constexpr double least_jitter = 1e-10, most_jitter = 1.5e-6;

std::size_t at_index(Eigen::Index i) {
  return static_cast<std::size_t>(i);
}

void check_finite(std::span<const double> values, const char* what) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      throw Error(Fault::input, std::string("kriging: ") + what + " of station " + std::to_string(i + 1) +
                                    " is missing; expected a number");
}

void check_count(std::size_t found, std::size_t stations, const char* what) {
  if (found != stations)
    throw Error(Fault::input, "kriging: found " + std::to_string(found) + " " + what +
                                  ", expected one for each of " + std::to_string(stations) + " stations");
}

/// Full pivoting and one column at a time: the order of every sum is fixed by the size, where a blocked
/// solver's depends on the caches of the machine.
Eigen::MatrixXd inverse_of(const Eigen::MatrixXd& matrix) {
  const Eigen::FullPivLU<Eigen::MatrixXd> lu(matrix);
  Eigen::MatrixXd inverse(matrix.rows(), matrix.cols());
  for (Eigen::Index c = 0; c < matrix.cols(); ++c)
    inverse.col(c) = lu.solve(Eigen::VectorXd::Unit(matrix.rows(), c));
  return inverse;
}

double residual_of(const Eigen::MatrixXd& matrix, const Eigen::MatrixXd& inverse) {
  Eigen::MatrixXd product = matrix * inverse;
  product.diagonal().array() -= 1.0;
  const double worst = product.cwiseAbs().maxCoeff();
  return product.allFinite() ? worst : no_data;
}

}  // namespace

std::string_view name_of(KrigingForm form) {
  switch (form) {
    case KrigingForm::variogram:
      return "variogram";
    case KrigingForm::covariance:
      return "covariance";
    case KrigingForm::inverse_distance:
      return "inverse_distance";
  }
  return "";
}

KrigingSystem::KrigingSystem(std::vector<Position> stations, const Variogram& variogram,
                             std::optional<Drift> drift, KrigingForm first_form)
    : stations_(std::move(stations)),
      variogram_(variogram),
      shape_(variogram.shape()),
      drift_(std::move(drift)) {
  if (stations_.empty())
    throw Error(Fault::input, "kriging: found no station with a value; expected at least one");
  if (drift_) {
    check_count(drift_->values.size(), stations_.size(), "drift values");
    check_finite(drift_->values, "the drift (elevation)");
    drift_estimated_ = slope_can_be_estimated(drift_->values, *drift_);
  }
  if (drift_estimated_) {
    const Eigen::Map<const Eigen::ArrayXd> values(drift_->values.data(), size());
    drift_centre_ = values.mean();
    drift_scale_ = (values - drift_centre_).abs().maxCoeff();
  }
  if (first_form == KrigingForm::variogram && factorise(KrigingForm::variogram, 0)) return;
  if (first_form != KrigingForm::inverse_distance)
    for (double jitter = least_jitter; jitter < most_jitter; jitter *= 10)
      if (factorise(KrigingForm::covariance, jitter)) return;
  form_ = KrigingForm::inverse_distance;
  drift_estimated_ = false;
  jitter_ = 0;
}

Eigen::MatrixXd KrigingSystem::station_semivariances() const {
  Eigen::MatrixXd gamma(size(), size());
  for (Eigen::Index i = 0; i < size(); ++i)
    for (Eigen::Index j = 0; j <= i; ++j)
      gamma(i, j) = gamma(j, i) =
          shape_.semivariance(distance_m(stations_[at_index(i)], stations_[at_index(j)]));
  return gamma;
}

Eigen::MatrixXd KrigingSystem::system_matrix(KrigingForm form, double jitter) const {
  const Eigen::Index n = size(), p = drift_estimated_ ? 2 : 1;
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n + p, n + p);
  matrix.topLeftCorner(n, n) = station_semivariances() / top_;
  if (form == KrigingForm::covariance) {
    matrix.topLeftCorner(n, n) = 1.0 - matrix.topLeftCorner(n, n).array();
    matrix.diagonal().head(n).array() += jitter;
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    matrix(i, n) = matrix(n, i) = 1.0;
    if (drift_estimated_) matrix(i, n + 1) = matrix(n + 1, i) = scaled_drift(drift_->values[at_index(i)]);
  }
  return matrix;
}

bool KrigingSystem::factorise(KrigingForm form, double jitter) {
  const double largest = station_semivariances().maxCoeff();
  // The covariance form takes the sill for its unit, but the linear model has none and may rise above it.
  top_ = form == KrigingForm::covariance ? std::max(1.0, largest) : largest;
  if (!(top_ > 0)) top_ = 1.0;
  form_ = form;
  jitter_ = jitter;
  matrix_ = system_matrix(form, jitter);
  if (!matrix_.allFinite()) return false;
  inverse_ = inverse_of(matrix_);
  return residual_of(matrix_, inverse_) <= largest_residual;
}

void KrigingSystem::fill_right_hand(const Position& at, double drift, Eigen::VectorXd& right_hand) const {
  const Eigen::Index n = size();
  right_hand.resize(matrix_.rows());
  for (Eigen::Index i = 0; i < n; ++i) {
    const double gamma = shape_.semivariance(distance_m(at, stations_[at_index(i)])) / top_;
    right_hand[i] = form_ == KrigingForm::covariance ? 1.0 - gamma : gamma;
  }
  right_hand[n] = 1.0;
  if (drift_estimated_) right_hand[n + 1] = scaled_drift(drift);
}

// One step of refinement brings the residual, and with it the sum of the weights, to rounding.
void KrigingSystem::solve(KrigingScratch& scratch) const {
  scratch.solution.noalias() = inverse_ * scratch.right_hand;
  scratch.correction = scratch.right_hand;
  scratch.correction.noalias() -= matrix_ * scratch.solution;
  scratch.solution.noalias() += inverse_ * scratch.correction;
}

void KrigingSystem::inverse_distance_weights(const Position& at, std::span<double> weights) const {
  double sum = 0;
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    weights[i] = inverse_square(squared_distance(at, stations_[i]));
    sum += weights[i];
  }
  for (double& w : weights) w /= sum;
}

void KrigingSystem::weights_into(const Position& at, double drift, std::span<double> weights,
                                 KrigingScratch& scratch) const {
  if (form_ == KrigingForm::inverse_distance) return inverse_distance_weights(at, weights);
  fill_right_hand(at, drift, scratch.right_hand);
  solve(scratch);
  std::copy_n(scratch.solution.data(), weights.size(), weights.data());
}

KrigingWeights KrigingSystem::weights(const Position& at, double drift) const {
  KrigingWeights found;
  found.weights.resize(size());
  const std::span<double> w(found.weights.data(), stations_.size());
  KrigingScratch scratch;
  weights_into(at, drift, w, scratch);
  double variance = 0;
  if (form_ == KrigingForm::variogram) {
    found.multiplier = scratch.solution[size()] * top_ * variogram_.sill();
    variance = scratch.solution.dot(scratch.right_hand) * top_;
  } else {
    // With covariances the multiplier has the other sign: C w + 1 m = c_0.
    if (form_ == KrigingForm::covariance)
      found.multiplier = -scratch.solution[size()] * top_ * variogram_.sill();
    variance = variance_of(w, at);
  }
  found.variance = (variance < 0 ? 0.0 : variance) * variogram_.sill();
  return found;
}

double KrigingSystem::fallback_correction(std::span<const double> weights, double drift) const {
  if (!drift_ || drift_estimated_ || drift_->fallback_slope == 0) return 0;
  double at_stations = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) at_stations += weights[i] * drift_->values[i];
  return drift_->fallback_slope * (drift - at_stations);
}

std::vector<double> KrigingSystem::prepared(std::span<const double> values) const {
  check_count(values.size(), stations_.size(), "values");
  check_finite(values, "the value");
  std::vector<double> z(values.begin(), values.end());
  if (drift_ && !drift_estimated_ && drift_->fallback_slope != 0)
    for (std::size_t i = 0; i < z.size(); ++i) z[i] -= drift_->fallback_slope * drift_->values[i];
  return z;
}

DualCoefficients KrigingSystem::dual(std::span<const double> values) const {
  DualCoefficients dual;
  dual.of_station = prepared(values);
  auto& z = dual.of_station;
  const bool falls_back = drift_ && !drift_estimated_;
  dual.drift_slope = falls_back ? drift_->fallback_slope : 0.0;
  const auto [low, high] = std::minmax_element(z.begin(), z.end());
  const bool constant = *low == *high;
  double offset = *low;
  if (!constant) {
    offset = 0;
    for (const double v : z) offset += v;
    offset /= static_cast<double>(z.size());
  }
  dual.constant = offset;
  for (double& v : z) v -= offset;
  if (constant || form_ == KrigingForm::inverse_distance) return dual;

  KrigingScratch scratch;
  scratch.right_hand = Eigen::VectorXd::Zero(matrix_.rows());
  std::copy(z.begin(), z.end(), scratch.right_hand.data());
  solve(scratch);
  const Eigen::Index n = size();
  // C = 1 - gamma: the station part of a covariance estimate is sum d - sum d gamma.
  const double sign = form_ == KrigingForm::covariance ? -1.0 : 1.0;
  if (form_ == KrigingForm::covariance) dual.constant += scratch.solution.head(n).sum();
  for (Eigen::Index i = 0; i < n; ++i) z[at_index(i)] = sign * scratch.solution[i] / top_;
  dual.constant += scratch.solution[n];
  if (drift_estimated_) {
    dual.drift_slope = scratch.solution[n + 1] / drift_scale_;
    dual.constant -= dual.drift_slope * drift_centre_;
  }
  return dual;
}

double KrigingSystem::estimate(const Position& at, std::span<const double> values, double drift) const {
  check_count(values.size(), stations_.size(), "values");
  std::vector<double> w(stations_.size());
  KrigingScratch scratch;
  weights_into(at, drift, w, scratch);
  return estimate_from(w, values, drift);
}

double KrigingSystem::estimate_from(std::span<const double> weights, std::span<const double> values,
                                    double drift) const {
  const auto z = prepared(values);
  // Differences from the first value: a constant comes back exactly though the weights sum to 1 only to
  // rounding.
  double sum = 0;
  for (std::size_t i = 0; i < z.size(); ++i) sum += weights[i] * (z[i] - z[0]);
  const bool falls_back = drift_ && !drift_estimated_ && drift_->fallback_slope != 0;
  return z[0] + sum + (falls_back ? drift_->fallback_slope * drift : 0.0);
}

std::vector<KrigingSystem::LeftOut> KrigingSystem::leave_each_out(std::span<const double> values) const {
  const auto z = prepared(values);
  if (form_ != KrigingForm::variogram || size() < 2)
    throw Error(Fault::system,
                "kriging: leaving stations out in one step needs two stations and the variogram form");
  const Eigen::Index n = size();
  const Eigen::Map<const Eigen::VectorXd> data(z.data(), n);
  const Eigen::VectorXd product = inverse_.topLeftCorner(n, n) * (data.array() - z[0]).matrix();
  std::vector<LeftOut> left_out;
  for (Eigen::Index i = 0; i < n; ++i)
    left_out.push_back(
        {-product[i] / inverse_(i, i), std::max(0.0, -top_ * variogram_.sill() / inverse_(i, i))});
  return left_out;
}

}  // namespace minenpp::model
