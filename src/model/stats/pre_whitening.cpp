#include "model/stats/pre_whitening.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>

#include "model/error.h"
#include "model/no_data.h"
#include "model/stats/linear_trend.h"

namespace minenpp::model {

namespace {

constexpr double normal_quantile_975 = 1.959963984540054;

std::int64_t count_finite(std::span<const double> values) {
  return std::count_if(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

bool like_white_noise(double r1, std::int64_t count) {
  const auto n = static_cast<double>(count);
  const double reach = normal_quantile_975 * std::sqrt(n - 2);
  return (-1 - reach) / (n - 1) <= r1 && r1 <= (-1 + reach) / (n - 1);
}

/// "2001", not "2001.000000".
std::string plain(double number) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << std::setprecision(12) << number;
  return text.str();
}

}  // namespace

double lag_one_correlation(std::span<const double> values) {
  const auto n = count_finite(values);
  if (n < trend_min_years) return no_data;
  double mean = 0;
  for (const double value : values)
    if (std::isfinite(value)) mean += value / static_cast<double>(n);
  double together = 0, variance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    variance += (values[i] - mean) * (values[i] - mean);
    if (i > 0 && std::isfinite(values[i - 1])) together += (values[i - 1] - mean) * (values[i] - mean);
  }
  return variance > 0 ? together / variance : no_data;
}

double pre_whiten(std::span<const double> years, std::span<const double> values, double slope,
                  std::span<double> out) {
  const auto trend = [&](std::size_t i) { return slope * (years[i] - years[0]); };
  for (std::size_t i = 0; i < values.size(); ++i) out[i] = values[i] - trend(i);
  const double r1 = lag_one_correlation(out);
  if (!std::isfinite(r1) || like_white_noise(r1, count_finite(values))) {
    std::copy(values.begin(), values.end(), out.begin());
    return 0;
  }
  for (std::size_t i = values.size(); i-- > 1;)
    out[i] = std::isfinite(out[i - 1]) ? out[i] - r1 * out[i - 1] + trend(i) : no_data;
  out[0] = no_data;
  return r1;
}

void check_even_years(std::span<const double> years) {
  for (std::size_t i = 2; i < years.size(); ++i) {
    const double step = years[1] - years[0];
    if (std::abs((years[i] - years[i - 1]) - step) > 1e-9 * step)
      throw Error(Fault::usage, "pre-whitening needs evenly spaced years, found " + plain(years[i - 1]) +
                                    " and " + plain(years[i]) + " after a step of " + plain(step));
  }
}

}  // namespace minenpp::model
