#pragma once

#include <cstdint>
#include <vector>

namespace minenpp::survey {

/// What lies over a pixel; several may.
enum CloudBit : std::uint8_t {
  cloud_bit = 1,
  dilated_bit = 2,  ///< within three pixels of a cloud
  shadow_bit = 4,
  cirrus_bit = 8,
};

/// The bits of CloudBit of each pixel, row by row. Clouds are the highest `share` (0..1) of a smooth random
/// field; their shadows lie to the north-west, as in the morning. With `cirrus`, 4 % of the image lie under
/// another field's cirrus. A share of 1 is cloud everywhere.
[[nodiscard]] std::vector<std::uint8_t> cloud_cover(std::uint64_t seed, std::int64_t rows, std::int64_t cols,
                                                    double share, bool cirrus);

}  // namespace minenpp::survey
