// Kriging variances of kriging_system.h, relative to the sill.
#include <cmath>

#include "model/geostat/kriging_system.h"

namespace minenpp::model {

namespace {

// std::max would turn NaN into 0.
double at_least_zero(double variance) {
  return variance < 0 ? 0.0 : variance;
}

/// sum += row * columns, four at a time so that the sum stays at hand; element by element, and in an order
/// fixed by the number of columns.
void add_product(const double* row, std::span<const Batch> columns, Batch& sum) {
  std::size_t j = 0;
  for (; j + 4 <= columns.size(); j += 4)
    sum = sum + columns[j] * row[j] + columns[j + 1] * row[j + 1] + columns[j + 2] * row[j + 2] +
          columns[j + 3] * row[j + 3];
  for (; j < columns.size(); ++j) sum += columns[j] * row[j];
}

}  // namespace

double KrigingSystem::variance_of(std::span<const double> weights, const Position& at) const {
  double variance = 0;
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    variance += 2 * weights[i] * shape_.semivariance(distance_m(at, stations_[i]));
    for (std::size_t j = 0; j < stations_.size(); ++j)
      variance -= weights[i] * weights[j] * shape_.semivariance(distance_m(stations_[i], stations_[j]));
  }
  return variance;
}

bool KrigingSystem::drift_matters() const {
  return drift_ && (drift_estimated_ || drift_->fallback_slope != 0);
}

double KrigingSystem::relative_variance(const Position& at, double drift, KrigingScratch& scratch) const {
  if (form_ == KrigingForm::inverse_distance || size() < 2) return no_data;
  if (drift_matters() && std::isnan(drift)) return no_data;
  fill_right_hand(at, drift, scratch.right_hand);
  solve(scratch);
  if (form_ == KrigingForm::variogram) return at_least_zero(scratch.solution.dot(scratch.right_hand) * top_);
  return at_least_zero(variance_of(std::span(scratch.solution.data(), stations_.size()), at));
}

// In place of a step of refinement: f(x) = 2 b'x - x'Mx is stationary at the solution of Mx = b and equals
// b'x there, so with x = M^-1 b as it comes out the error of f is of second order.
void KrigingSystem::relative_variance(const BatchPositions& at, Batch& variance,
                                      VarianceScratch& scratch) const {
  if (form_ != KrigingForm::variogram || size() < 2) {
    for (int lane = 0; lane < batch_size; ++lane)
      variance[lane] =
          relative_variance({at.x[lane], at.y[lane], at.z[lane]}, at.drift[lane], scratch.of_lane);
    return;
  }
  const auto rows = static_cast<std::size_t>(matrix_.rows());
  scratch.right_hand.resize(rows);
  scratch.solution.resize(rows);
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    Batch& gamma = scratch.right_hand[i];
    const Position& s = stations_[i];
    gamma = ((at.x - s.x).square() + (at.y - s.y).square() + (at.z - s.z).square()).sqrt();
    shape_.semivariance(gamma, gamma);
    gamma = gamma / top_;
  }
  scratch.right_hand[stations_.size()].setOnes();
  if (drift_estimated_) scratch.right_hand.back() = (at.drift - drift_centre_) / drift_scale_;
  // Both matrices are symmetric but for rounding: their columns lie in memory, and serve as rows.
  for (std::size_t i = 0; i < rows; ++i) {
    scratch.solution[i].setZero();
    add_product(inverse_.col(static_cast<Eigen::Index>(i)).data(), scratch.right_hand, scratch.solution[i]);
  }
  variance.setZero();
  for (std::size_t i = 0; i < rows; ++i) {
    Batch product = Batch::Zero();
    add_product(matrix_.col(static_cast<Eigen::Index>(i)).data(), scratch.solution, product);
    variance += scratch.solution[i] * (2 * scratch.right_hand[i] - product);
  }
  for (int lane = 0; lane < batch_size; ++lane) {
    const bool missing = drift_matters() && std::isnan(at.drift[lane]);
    variance[lane] = missing ? no_data : at_least_zero(variance[lane] * top_);
  }
}

}  // namespace minenpp::model
