#include "model/stats/regression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <Eigen/Dense>

#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::model {

namespace {

using Columns = std::span<const std::span<const double>>;

std::vector<std::size_t> complete_rows(std::span<const double> y, Columns predictors) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const bool complete = std::all_of(predictors.begin(), predictors.end(),
                                      [i](std::span<const double> x) { return std::isfinite(x[i]); });
    if (complete && std::isfinite(y[i])) rows.push_back(i);
  }
  return rows;
}

/// A column as deviations from its mean, with norm 1 (0 where it is constant to the last bit).
struct Centred {
  Eigen::VectorXd deviations;
  double mean = 0, norm = 0;
};

Centred centre(std::span<const double> column, const std::vector<std::size_t>& rows) {
  Centred centred;
  const double origin = column[rows[0]];
  centred.deviations.resize(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    centred.deviations[static_cast<Eigen::Index>(i)] = column[rows[i]] - origin;
  const double shift = centred.deviations.mean();
  centred.deviations.array() -= shift;
  centred.mean = origin + shift;
  centred.norm = centred.deviations.norm();
  if (centred.norm > 0) centred.deviations /= centred.norm;
  return centred;
}

double largest(std::span<const double> y, const std::vector<std::size_t>& rows) {
  double size = 0;
  for (const auto row : rows) size = std::max(size, std::abs(y[row]));
  return size;
}

void check(std::span<const double> y, Columns predictors) {
  if (predictors.empty()) throw Error(Fault::usage, "a regression was given no predictor");
  for (const auto& x : predictors)
    if (x.size() != y.size())
      throw Error(Fault::usage, "a regression was given " + std::to_string(x.size()) +
                                    " values of a predictor for " + std::to_string(y.size()) + " rows");
}

}  // namespace

Attempt<Regression> regress(std::span<const double> y, Columns predictors) {
  check(y, predictors);
  const auto rows = complete_rows(y, predictors);
  if (rows.size() < predictors.size() + 2)
    return Attempt<Regression>::refused(
        "a regression on " + std::to_string(predictors.size()) + " predictors needs at least " +
        std::to_string(predictors.size() + 2) + " complete rows, found " + std::to_string(rows.size()));
  const auto n = static_cast<Eigen::Index>(rows.size());
  const auto k = static_cast<Eigen::Index>(predictors.size());
  Eigen::MatrixXd design(n, k);
  std::vector<Centred> columns;
  for (Eigen::Index j = 0; j < k; ++j) {
    columns.push_back(centre(predictors[static_cast<std::size_t>(j)], rows));
    design.col(j) = columns.back().deviations;
  }
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
  qr.setThreshold(1e-10);
  if (qr.rank() < k)
    return Attempt<Regression>::refused(
        "the predictors of a regression do not vary independently of each other");

  const Centred target = centre(y, rows);
  const Eigen::VectorXd scaled = qr.solve(target.deviations) * target.norm;
  const Eigen::VectorXd left = target.deviations * target.norm - design * scaled;

  Regression fit;
  fit.n = n;
  fit.coefficients.assign(predictors.size() + 1, target.mean);
  for (std::size_t j = 0; j < predictors.size(); ++j) {
    fit.coefficients[j + 1] = scaled[static_cast<Eigen::Index>(j)] / columns[j].norm;
    fit.coefficients[0] -= fit.coefficients[j + 1] * columns[j].mean;
  }
  const double rounding = 32 * std::numeric_limits<double>::epsilon() * largest(y, rows);
  const bool exact = left.cwiseAbs().maxCoeff() <= rounding;
  fit.residuals.assign(y.size(), no_data);
  for (std::size_t i = 0; i < rows.size(); ++i)
    fit.residuals[rows[i]] = exact ? 0 : left[static_cast<Eigen::Index>(i)];
  if (!(target.norm > 0))
    fit.r2 = no_data;
  else
    fit.r2 = exact ? 1 : std::clamp(1 - left.squaredNorm() / (target.norm * target.norm), 0.0, 1.0);
  return Attempt<Regression>::done(std::move(fit));
}

}  // namespace minenpp::model
