#include "model/casa/gap_filling.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <Eigen/Dense>

#include "model/grid/batch.h"

namespace minenpp::model {

namespace {

constexpr int year = months_per_year;
constexpr int most_coefficients = 5;

// Sizes vary with the pixel but have a small upper limit, so that nothing is allocated.
using Design =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, year, most_coefficients>;
using Column = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, year, 1>;
using Coefficients = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, most_coefficients, 1>;

std::size_t cyclic(int month) {
  return static_cast<std::size_t>((month % year + year) % year);
}

int count_observed(const NdviYear& ndvi) {
  return static_cast<int>(std::count_if(ndvi.begin(), ndvi.end(), [](double v) { return !std::isnan(v); }));
}

/// Steps from month `from` to the nearest observed month, walking in direction +1 or -1; some month is
/// observed.
int steps_to_observed(const NdviYear& ndvi, int from, int direction) {
  int steps = 1;
  while (std::isnan(ndvi[cyclic(from + direction * steps)])) ++steps;
  return steps;
}

NdviYear linear_fill(const NdviYear& observed) {
  NdviYear result = observed;
  for (int month = 0; month < year; ++month) {
    if (!std::isnan(observed[cyclic(month)])) continue;
    const int back = steps_to_observed(observed, month, -1);
    const int ahead = steps_to_observed(observed, month, +1);
    const double before = observed[cyclic(month - back)];
    const double after = observed[cyclic(month + ahead)];
    result[cyclic(month)] = before + (after - before) * back / (back + ahead);
  }
  return result;
}

/// Value in month t = 1..12 of the function that belongs to coefficient `index`: 1, cos, sin, cos 2, sin 2.
double basis(int index, int month) {
  if (index == 0) return 1;
  const int harmonic = (index + 1) / 2;
  const double angle = 2 * std::numbers::pi * harmonic * month / year;
  return index % 2 == 1 ? std::cos(angle) : std::sin(angle);
}

Coefficients fit_harmonics(const NdviYear& observed, int harmonics) {
  const int columns = 2 * harmonics + 1;
  Design design(count_observed(observed), columns);
  Column values(design.rows());
  Eigen::Index row = 0;
  for (int month = 1; month <= year; ++month) {
    const double value = observed[cyclic(month - 1)];
    if (std::isnan(value)) continue;
    for (int index = 0; index < columns; ++index) design(row, index) = basis(index, month);
    values[row++] = value;
  }
  return design.colPivHouseholderQr().solve(values);
}

double harmonic_value(const Coefficients& coefficients, int month) {
  double sum = 0;
  for (int index = 0; index < coefficients.size(); ++index) sum += coefficients[index] * basis(index, month);
  return sum;
}

NdviYear harmonic_fill(const NdviYear& observed) {
  const int months = count_observed(observed);
  if (months < 4) return linear_fill(observed);
  const Coefficients coefficients = fit_harmonics(observed, months >= 6 ? 2 : 1);
  NdviYear result{};
  for (int month = 1; month <= year; ++month) {
    result[cyclic(month - 1)] = std::clamp(harmonic_value(coefficients, month), -1.0, 1.0);
  }
  return result;
}

NdviYear savgol_fill(const NdviYear& observed) {
  const NdviYear line = linear_fill(observed);
  NdviYear result{};
  for (int month = 0; month < year; ++month) {
    std::array<double, 5> window{};
    for (int offset = -2; offset <= 2; ++offset) {
      window[static_cast<std::size_t>(offset + 2)] = line[cyclic(month + offset)];
    }
    result[cyclic(month)] = std::clamp(savitzky_golay(window), -1.0, 1.0);
  }
  return result;
}

NdviYear candidates(const NdviYear& observed, GapFilling method) {
  switch (method) {
    case GapFilling::linear:
      return linear_fill(observed);
    case GapFilling::harmonic:
      return harmonic_fill(observed);
    case GapFilling::savgol:
      return savgol_fill(observed);
    case GapFilling::none:
      break;
  }
  return observed;
}

}  // namespace

FilledYear fill_gaps(const NdviYear& observed, GapFilling method) {
  FilledYear result{observed, {}};
  const int months = count_observed(observed);
  if (method == GapFilling::none || months < fewest_months_to_fill_from || months == year) return result;
  const NdviYear fill = candidates(observed, method);
  for (std::size_t month = 0; month < fill.size(); ++month) {
    if (!std::isnan(observed[month])) continue;
    result.ndvi[month] = fill[month];
    result.filled[month] = true;
  }
  return result;
}

double harmonic_ndvi(const NdviYear& observed, int harmonics, int month) {
  if (count_observed(observed) < 2 * harmonics + 1) return no_data;
  return harmonic_value(fit_harmonics(observed, harmonics), month);
}

double savitzky_golay(const std::array<double, 5>& values) {
  return (-3 * values[0] + 12 * values[1] + 17 * values[2] + 12 * values[3] - 3 * values[4]) / 35;
}

}  // namespace minenpp::model
