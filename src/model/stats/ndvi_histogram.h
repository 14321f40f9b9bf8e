#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace minenpp::model {

/// NDVI codes are integers in steps of 1e-4: code = round(NDVI * 10000), -10000..10000.
inline constexpr int ndvi_code_max = 10000;
inline constexpr double ndvi_code_scale = 10000;
/// The scale of files that store NDVI as such codes.
inline constexpr double stored_ndvi_scale = 1e-4;

/// How many pixels had each NDVI code. Counts are integers, so histograms of parts add up to the same
/// histogram whatever the parts, and every quantile of it is exact.
class NdviHistogram {
 public:
  /// Number of counts, one a code from -10000 on.
  static constexpr std::size_t bins = 2 * ndvi_code_max + 1;

  NdviHistogram() : counts_(bins, 0) {}

  /// From `bins` counts as counts() gives them, for example after a sum over ranks. Throws Error(input) where
  /// their number is another or one is negative.
  explicit NdviHistogram(std::span<const std::int64_t> counts);

  /// One more pixel (or `times` >= 0 more) with this code. Throws Error(input) for a code outside
  /// -10000..10000.
  void add(int code, std::int64_t times = 1);

  /// Several histograms at once: pixel i is added to histograms[which[i]]; those whose `which` is
  /// histograms.size() are left out, whatever their code. Throws Error(input) for a code outside
  /// -10000..10000 of any other. As many `which` as codes.
  static void add(std::span<const std::int16_t> codes, std::span<const std::uint16_t> which,
                  std::span<NdviHistogram> histograms);

  void merge(const NdviHistogram& other);

  /// How many pixels.
  [[nodiscard]] std::int64_t total() const;

  /// Quantile in NDVI units, Hyndman and Fan 1996 type 7: with the sorted values x_0..x_(n-1) and h = (n - 1)
  /// p, linear between x_floor(h) and the next. `probability` 0..1, else Error(usage). NaN where the
  /// histogram is empty.
  [[nodiscard]] double quantile(double probability) const;

  [[nodiscard]] std::span<const std::int64_t> counts() const { return counts_; }

  friend bool operator==(const NdviHistogram&, const NdviHistogram&) = default;

 private:
  /// Code of the `rank`-th value in sorted order, counted from 0; 0 <= rank < total().
  [[nodiscard]] int order_statistic(std::int64_t rank) const;

  std::vector<std::int64_t> counts_;
};

}  // namespace minenpp::model
