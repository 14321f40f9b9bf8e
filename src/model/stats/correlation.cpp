#include "model/stats/correlation.h"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "model/error.h"
#include "model/no_data.h"
#include "model/stats/p_values.h"
#include "model/stats/pearson.h"

namespace minenpp::model {

namespace {

void check_sizes(std::size_t expected, std::size_t found) {
  if (expected != found)
    throw Error(Fault::usage, "a correlation was given " + std::to_string(expected) +
                                  " values of one variable and " + std::to_string(found) + " of another");
}

/// The rows in which every variable is finite, one vector a variable.
std::vector<std::vector<double>> complete_rows(std::span<const std::span<const double>> variables) {
  std::vector<std::vector<double>> columns(variables.size());
  for (std::size_t row = 0; row < variables[0].size(); ++row) {
    bool complete = true;
    for (const auto& variable : variables) complete = complete && std::isfinite(variable[row]);
    if (!complete) continue;
    for (std::size_t k = 0; k < variables.size(); ++k) columns[k].push_back(variables[k][row]);
  }
  return columns;
}

}  // namespace

Correlation test_correlation(double r, std::int64_t n, std::int64_t degrees_of_freedom) {
  r = rounded_to_one(r);
  const bool whole = std::abs(r) == 1;
  Correlation result{r, r * r, no_data, no_data, n};
  if (std::isnan(r) || degrees_of_freedom < 1) return result;
  const auto df = static_cast<double>(degrees_of_freedom);
  result.t = whole ? r * std::numeric_limits<double>::infinity() : r * std::sqrt(df / ((1 - r) * (1 + r)));
  result.p = student_p(result.t, df);
  return result;
}

Correlation correlation(std::span<const double> x, std::span<const double> y) {
  check_sizes(x.size(), y.size());
  const auto columns = complete_rows(std::array{x, y});
  const auto n = static_cast<std::int64_t>(columns[0].size());
  return test_correlation(n < 2 ? no_data : pearson(columns[0], columns[1]), n, n - 2);
}

Correlation partial_correlation(std::span<const double> x, std::span<const double> y,
                                std::span<const std::span<const double>> controls) {
  if (controls.empty() || controls.size() > 2)
    throw Error(Fault::usage, "a partial correlation controls for 1 or 2 variables, found " +
                                  std::to_string(controls.size()));
  std::vector<std::span<const double>> variables{x, y};
  variables.insert(variables.end(), controls.begin(), controls.end());
  for (const auto& variable : variables) check_sizes(x.size(), variable.size());
  const auto columns = complete_rows(variables);
  const auto n = static_cast<std::int64_t>(columns[0].size());
  const auto df = n - 2 - static_cast<std::int64_t>(controls.size());
  if (n < 2) return test_correlation(no_data, n, df);
  const auto r = [&](std::size_t i, std::size_t j) { return pearson(columns[i], columns[j]); };
  if (controls.size() == 1) return test_correlation(with_held(r(0, 1), r(0, 2), r(1, 2)), n, df);
  return test_correlation(with_both_held(r(0, 1), r(0, 2), r(1, 2), r(0, 3), r(1, 3), r(2, 3)), n, df);
}

Agreement agreement(std::span<const double> measured, std::span<const double> estimated) {
  Agreement result{correlation(measured, estimated), no_data, no_data};
  if (result.correlation.n == 0) return result;
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < measured.size(); ++i) {
    if (!std::isfinite(measured[i]) || !std::isfinite(estimated[i])) continue;
    const double error = estimated[i] - measured[i];
    sum += error;
    squares += error * error;
  }
  const auto n = static_cast<double>(result.correlation.n);
  result.rmse = std::sqrt(squares / n);
  result.bias = sum / n;
  return result;
}

}  // namespace minenpp::model
