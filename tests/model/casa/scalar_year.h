#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace minenpp::testing {

using ScalarMonths = std::array<double, 12>;

/// One pixel's CASA year (default options, full year) written straight from the formulas with the C library's
/// functions: the oracle of the batch kernel. No missing values, vegetated, months with their own NDVI.
struct ScalarYear {
  ScalarMonths ndvi{}, t{}, rain{}, sol{};
  double emax = 0, low = 0, high = 0;
  bool zhu = true;

  [[nodiscard]] ScalarMonths npp() const {
    const ScalarMonths w = water_stress();
    const double t_opt = std::max(t[greenest()], 0.0);
    ScalarMonths result{};
    for (std::size_t m = 0; m < 12; ++m) {
      const double te1 = t[m] <= -10 ? 0 : 0.8 + 0.02 * t_opt - 0.0005 * t_opt * t_opt;
      result[m] = 0.5 * sol[m] * fpar(ndvi[m]) * te1 * te2(t_opt, t[m]) * w[m] * emax;
    }
    return result;
  }

  [[nodiscard]] std::size_t greenest() const {
    return static_cast<std::size_t>(std::max_element(ndvi.begin(), ndvi.end()) - ndvi.begin());
  }

  [[nodiscard]] static double ratio(double v) { return (1 + v) / (1 - v); }

  [[nodiscard]] double fpar(double value) const {
    const double v = std::clamp(value, low, high);
    const double linear = (v - low) * 0.949 / (high - low) + 0.001;
    return 0.5 * (linear + (ratio(v) - ratio(low)) * 0.949 / (ratio(high) - ratio(low)) + 0.001);
  }

  [[nodiscard]] double te2(double t_opt, double temperature) const {
    const auto curve = [](double optimum, double x) {
      return 1.1814 / (1 + std::exp(0.2 * (optimum - 10 - x))) / (1 + std::exp(0.3 * (-optimum - 10 + x)));
    };
    const bool far = temperature - t_opt >= 10 || t_opt - temperature >= 13;
    return zhu && far ? 0.5 * curve(t_opt, t_opt) : curve(t_opt, temperature);
  }

  [[nodiscard]] double potential(double temperature) const {
    double heat = 0;
    for (const double month : t) heat += std::pow(std::max(month, 0.0) / 5, 1.514);
    if (temperature <= 0 || heat <= 0) return 0;
    if (temperature >= 26.5) return -415.85 + 32.24 * temperature - 0.43 * temperature * temperature;
    const double a = (0.6751 * std::pow(heat, 3) - 77.1 * heat * heat + 17920 * heat + 492390) * 1e-6;
    return 16 * std::pow(10 * temperature / heat, a);
  }

  [[nodiscard]] ScalarMonths water_stress() const {
    ScalarMonths w{};
    double last = 0.5;
    for (std::size_t m = 0; m < 12; ++m) {
      const double e0 = potential(t[m]);
      w[m] = -1;
      if (e0 <= 0) continue;
      const double rn = rain[m] > 0 ? std::sqrt(e0 * rain[m]) * (0.369 + 0.598 * std::sqrt(e0 / rain[m])) : 0;
      const double r = rain[m];
      const double e = r > 0 ? r * rn * (r * r + rn * rn + r * rn) / ((r + rn) * (r * r + rn * rn)) : 0;
      const double limited = std::min(e, e0);
      w[m] = 0.5 + 0.5 * limited / (0.5 * (limited + e0));
      last = w[m];
    }
    for (double& month : w) last = month = month < 0 ? last : month;
    return w;
  }
};

}  // namespace minenpp::testing
