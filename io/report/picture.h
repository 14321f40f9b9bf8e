#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/colour/map_style.h"

namespace minenpp::io {

/// A map made small enough to look at.
struct Picture {
  int width = 0, height = 0;  ///< pixels
  std::vector<float> values;  ///< row-major, north first, in the map's unit; NaN: no data
  double width_km = 0;        ///< of the ground it shows, along its middle row
};

/// How a map of the file is drawn: `layer` as for map_style. Throws Error(input) where the file is no map.
[[nodiscard]] MapStyle style_of_map(const std::filesystem::path& file, const std::string& layer);

/// Is there such a map? `month` as for read_picture. Throws Error(input) for a damaged file.
[[nodiscard]] bool has_picture(const std::filesystem::path& file, int month);

/// Reads a map of a result in at most `most_pixels` pixels of equal scale both ways, through the file's
/// overviews where it has them. `month`: 1..12 of a file with months, 0 for its only map. Pixels are averaged
/// over what has data; those of `classes` take the nearest. Throws Error(input) naming the file where it is
/// missing, damaged or has no such month.
[[nodiscard]] Picture read_picture(const std::filesystem::path& file, int month, std::int64_t most_pixels,
                                   bool classes);

/// A PNG with a palette. `codes`: width x height, 0 is transparent, n is palette[n - 1]; at most 255 colours.
/// Throws Error(system) where GDAL cannot make it.
[[nodiscard]] std::string png_of(const std::vector<std::uint8_t>& codes, int width, int height,
                                 const std::vector<Colour>& palette);

/// "data:image/png;base64,...".
[[nodiscard]] std::string data_uri(const std::string& png);

}  // namespace minenpp::io
