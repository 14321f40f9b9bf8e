#pragma once

#include <cstdint>
#include <span>

namespace minenpp::model {

/// Which NDVI is believed, and what becomes of the rest.
struct NdviLimits {
  double lowest = -1, highest = 1;
  bool clips = false;  ///< values beyond count as the limit; else as no data
};

/// Values met, those of them that were beyond the limits.
struct NdviCodeCount {
  std::int64_t values = 0, outside = 0;
};

/// NDVI as codes of 1e-4 (ndvi_histogram.h), rounded half to even; NaN, and what is not believed, as
/// `no_code`. `limits` within -3.2..3.2; `codes` has as many elements as `ndvi`. NaN is not counted.
NdviCodeCount ndvi_codes(std::span<const double> ndvi, const NdviLimits& limits, std::int16_t no_code,
                         std::span<std::int16_t> codes);

/// The same for NDVI that is stored as whole numbers of 1e-4: what ndvi_codes() makes of number x 1e-4,
/// without the way through NDVI.
class StoredNdvi {
 public:
  /// `limits` and `no_code` as above.
  StoredNdvi(const NdviLimits& limits, std::int16_t no_code);

  /// Numbers become codes in place. `nodata`: the number that is no data. What is 0 in `wanted` (as many
  /// elements) becomes `no_code` and is not counted either.
  NdviCodeCount to_codes(std::int16_t nodata, std::span<const std::uint8_t> wanted,
                         std::span<std::int16_t> numbers) const;

 private:
  std::int16_t lowest_, highest_;  // that are believed
  std::int16_t below_, above_;     // what becomes of those beyond
  std::int16_t no_code_;
};

/// The NDVI that codes stand for; NaN for `no_code`. As many elements as `codes`.
void ndvi_of_codes(std::span<const std::int16_t> codes, std::int16_t no_code, std::span<double> ndvi);

}  // namespace minenpp::model
