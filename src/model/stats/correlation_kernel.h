#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace minenpp::model {

/// Years with data below which a correlation, or one with two variables held, has no degree of freedom left
/// (n - 2, n - 4): r is then 1 or -1 whatever the values, so it is no data.
inline constexpr std::ptrdiff_t correlation_min_years = 3;
inline constexpr std::ptrdiff_t partial_correlation_min_years = 5;

/// Where the correlations of a row of pixels with each of three variables go, one value a pixel: -1..1, NaN =
/// no data. An empty span is not filled, and not computed.
struct CorrelationRow {
  std::array<std::span<double>, 3> simple;   ///< Pearson's r (science 6.8)
  std::array<std::span<double>, 3> partial;  ///< the other two variables held (science 6.10)
};

/// Correlations of many pixels over the same years. Pixel by pixel they are bitwise the r of correlation()
/// and partial_correlation() (correlation.h), so they do not depend on how pixels are grouped: years in which
/// either (partial: any of the four) is not finite are left out; NaN below the least number of years, where a
/// variable does not vary, and where the variables held determine one of the others.
///
/// It holds scratch space: use one kernel a thread.
class CorrelationKernel {
 public:
  /// Throws Error(usage) without a year.
  explicit CorrelationKernel(std::size_t years);

  /// `y` and each of `x`: the values of all pixels in the first year, then in the second, ...; their number
  /// of pixels is that of every span of `out`. Allocates nothing. Throws Error(usage) where the sizes
  /// disagree.
  void row(std::span<const double> y, const std::array<std::span<const double>, 3>& x,
           const CorrelationRow& out);

 private:
  /// The years in which all series of `which` are finite, side by side in `complete_`; how many they are.
  std::size_t complete(std::span<const std::size_t> which);
  [[nodiscard]] double between(std::size_t i, std::size_t j, std::size_t years) const;
  [[nodiscard]] double simple(std::size_t variable);
  void partial(std::size_t pixel, const CorrelationRow& out);

  std::size_t years_;
  std::array<std::vector<double>, 4> series_, complete_;  // y, then the three of x
};

}  // namespace minenpp::model
