#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/scenes/product_name.h"

namespace minenpp::io {

/// How ESPA scales one band.
struct EspaBand {
  std::optional<double> factor, offset;
};

/// What an ESPA metadata file says of a scene.
struct EspaMetadata {
  std::vector<std::string> ids;  ///< product id and scene id, as far as given
  std::optional<LandsatPlatform> platform;
  std::optional<Date> date;
  std::optional<int> path, row;
  std::optional<double> sun_elevation_deg;
  std::optional<double> cloud_share;      ///< 0..1
  std::map<std::string, EspaBand> bands;  ///< by name, "sr_band4"
};

/// Longest ESPA metadata file that is read, bytes. A real one has 20 to 60 KB.
inline constexpr std::size_t longest_espa = std::size_t{16} << 20;

/// Reads ESPA's XML from memory. `name`: what messages call the file. What is absent stays empty.
/// Throws Error(input): not XML, no <espa_metadata> with <global_metadata>, a date or number that is none.
[[nodiscard]] EspaMetadata parse_espa(std::string_view bytes, const std::string& name);

}  // namespace minenpp::io
