#include "model/stats/correlation_kernel.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/error.h"
#include "model/no_data.h"
#include "model/stats/pearson.h"

namespace minenpp::model {

namespace {

void check_sizes(std::size_t values, const std::array<std::span<const double>, 3>& x, std::size_t pixels,
                 const CorrelationRow& out) {
  for (const auto& variable : x)
    if (variable.size() != values)
      throw Error(Fault::usage, "a row of correlations was given " + std::to_string(values) +
                                    " values of one variable and " + std::to_string(variable.size()) +
                                    " of another");
  for (const auto* layers : {&out.simple, &out.partial})
    for (const auto& layer : *layers)
      if (!layer.empty() && layer.size() != pixels)
        throw Error(Fault::usage, "a row of correlations has room for " + std::to_string(layer.size()) +
                                      " pixels, expected " + std::to_string(pixels));
}

}  // namespace

CorrelationKernel::CorrelationKernel(std::size_t years) : years_(years) {
  if (years == 0) throw Error(Fault::usage, "a correlation needs years, found none");
  for (auto* columns : {&series_, &complete_})
    for (auto& column : *columns) column.resize(years);
}

void CorrelationKernel::row(std::span<const double> y, const std::array<std::span<const double>, 3>& x,
                            const CorrelationRow& out) {
  const auto pixels = y.size() / years_;
  if (pixels * years_ != y.size())
    throw Error(Fault::usage, std::to_string(y.size()) + " values are not the same number of pixels in " +
                                  std::to_string(years_) + " years");
  check_sizes(y.size(), x, pixels, out);
  const bool any_partial = std::ranges::any_of(out.partial, [](const auto& layer) { return !layer.empty(); });
  for (std::size_t i = 0; i < pixels; ++i) {
    for (std::size_t year = 0; year < years_; ++year) {
      series_[0][year] = y[year * pixels + i];
      for (std::size_t variable = 0; variable < 3; ++variable)
        series_[variable + 1][year] = x[variable][year * pixels + i];
    }
    for (std::size_t variable = 0; variable < 3; ++variable)
      if (!out.simple[variable].empty()) out.simple[variable][i] = simple(variable);
    if (any_partial) partial(i, out);
  }
}

std::size_t CorrelationKernel::complete(std::span<const std::size_t> which) {
  std::size_t count = 0;
  for (std::size_t year = 0; year < years_; ++year) {
    if (!std::ranges::all_of(which, [&](std::size_t k) { return std::isfinite(series_[k][year]); })) continue;
    for (const auto k : which) complete_[k][count] = series_[k][year];
    ++count;
  }
  return count;
}

double CorrelationKernel::between(std::size_t i, std::size_t j, std::size_t years) const {
  return pearson(std::span(complete_[i]).first(years), std::span(complete_[j]).first(years));
}

double CorrelationKernel::simple(std::size_t variable) {
  const auto years = complete(std::array{std::size_t{0}, variable + 1});
  if (static_cast<std::ptrdiff_t>(years) < correlation_min_years) return no_data;
  return rounded_to_one(between(0, variable + 1, years));
}

/// Of the other two variables the next one is held first, as the tables of zones do it.
void CorrelationKernel::partial(std::size_t pixel, const CorrelationRow& out) {
  const auto years = complete(std::array<std::size_t, 4>{0, 1, 2, 3});
  const bool enough = static_cast<std::ptrdiff_t>(years) >= partial_correlation_min_years;
  std::array<std::array<double, 4>, 4> r{};
  for (std::size_t i = 0; enough && i < 4; ++i)
    for (std::size_t j = 0; j < i; ++j) r[i][j] = r[j][i] = between(i, j, years);
  for (std::size_t variable = 0; variable < 3; ++variable) {
    if (out.partial[variable].empty()) continue;
    const auto x = variable + 1, first = (variable + 1) % 3 + 1, second = (variable + 2) % 3 + 1;
    out.partial[variable][pixel] =
        enough ? rounded_to_one(with_both_held(r[0][x], r[0][first], r[x][first], r[0][second], r[x][second],
                                               r[first][second]))
               : no_data;
  }
}

}  // namespace minenpp::model
