#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace minenpp::model {

inline constexpr double gap = std::numeric_limits<double>::quiet_NaN();

/// Area means of Fu et al. 2022; the one of 2010 is the one their slope implies.
inline const std::vector<double> paper_years{2006, 2010, 2016, 2020};
inline const std::vector<double> paper_means{39.54, 35.01, 28.57, 38.99};

/// Ten years with ties (golden T3).
inline const std::vector<double> tied_series{30, 32, 32, 31, 35, 35, 35, 38, 37, 40};

inline std::vector<double> years_from(double first, std::size_t count) {
  std::vector<double> years(count);
  std::iota(years.begin(), years.end(), first);
  return years;
}

/// Invented series of NPP: noise with ties, in some a trend, in some gaps.
inline std::vector<double> random_series(std::mt19937_64& random, std::size_t years, bool gaps) {
  std::normal_distribution<double> noise(0, 3);
  std::uniform_real_distribution<double> share(0, 1);
  const double slope = share(random) < 0.5 ? 0 : share(random) - 0.5;
  const double coarse = share(random) < 0.3 ? 2 : 1000;
  std::vector<double> values(years);
  for (std::size_t i = 0; i < years; ++i) {
    values[i] = std::round((40 + slope * static_cast<double>(i) + noise(random)) * coarse) / coarse;
    if (gaps && share(random) < 0.2) values[i] = gap;
  }
  return values;
}

/// The values with data, and their years.
inline void drop_gaps(std::vector<double>& years, std::vector<double>& values) {
  std::vector<double> t, y;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isfinite(values[i])) {
      t.push_back(years[i]);
      y.push_back(values[i]);
    }
  years = t;
  values = y;
}

}  // namespace minenpp::model
