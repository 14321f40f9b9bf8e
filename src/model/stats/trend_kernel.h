#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/trend_class.h"

namespace minenpp::model {

struct TrendOptions {
  bool pre_whiten =
      false;  ///< Mann-Kendall on the pre-whitened series (pre_whitening.h); slopes stay as they are
  double alpha = 0.05;  ///< level of significance of the classes, 0..1
};

/// Where the trends of a row of pixels go: one value a pixel each. An empty span is not filled, and what only
/// it needs is not computed.
struct TrendRow {
  std::span<double> slope, slope_error, slope_p;  ///< linear_trend.h
  std::span<double> sen_slope;                    ///< theil_sen.h
  std::span<double> z, p;                         ///< mann_kendall.h
  std::span<std::uint8_t> trend;                  ///< TrendClass of sen_slope and p
  std::span<std::uint8_t> years;                  ///< years with data (255 = 255 or more)
};

/// Trends of many pixels over the same years. Pixel by pixel the results are bitwise those of linear_trend,
/// theil_sen_slope and mann_kendall, so they do not depend on how pixels are grouped.
///
/// It holds scratch space: use one kernel a thread.
class TrendKernel {
 public:
  /// `years`: strictly ascending, at least one, any spacing (evenly spaced with pre_whiten). Throws
  /// Error(usage) otherwise, and where alpha is outside 0..1.
  explicit TrendKernel(std::vector<double> years, const TrendOptions& options = {});

  [[nodiscard]] std::span<const double> years() const { return years_; }

  /// `layers`: the values of all pixels in the first year, then in the second, ...; their number of pixels is
  /// that of every span of `out`. Not finite = no data. Allocates nothing. Throws Error(usage) where the
  /// sizes disagree.
  void row(std::span<const double> layers, const TrendRow& out);

 private:
  void pixel(std::size_t i, const TrendRow& out);

  std::vector<double> years_;
  TrendOptions options_;
  std::vector<double> series_, whitened_, scratch_;
};

}  // namespace minenpp::model
