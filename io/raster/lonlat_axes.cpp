#include "io/raster/lonlat_axes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <boost/algorithm/string.hpp>
#include <gdal_priv.h>

namespace minenpp::io {

namespace {

using Words = std::vector<std::string>;

/// The spellings that CF allows.
const Words degrees_east{"degrees_east", "degree_east", "degree_E", "degrees_E", "degreeE", "degreesE"};
const Words degrees_north{"degrees_north", "degree_north", "degree_N", "degrees_N", "degreeN", "degreesN"};

bool is_one_of(const Words& words, const std::string& text) {
  return std::ranges::any_of(words, [&](const auto& word) { return boost::iequals(word, text); });
}

/// GDAL gives attributes of axes as "longitude#units=degrees_east".
bool has_axis(char** metadata, const Words& names, const Words& units) {
  for (char** line = metadata; line != nullptr && *line != nullptr; ++line) {
    const std::string text = *line;
    const auto hash = text.find('#'), equals = text.find('=');
    if (hash == std::string::npos || equals == std::string::npos || equals < hash) continue;
    const bool is_unit = text.substr(hash + 1, equals - hash - 1) == "units";
    if (is_one_of(names, text.substr(0, hash)) || (is_unit && is_one_of(units, text.substr(equals + 1))))
      return true;
  }
  return false;
}

/// Longitudes may count from -180 or from 0; a pixel's edge may lie a little beyond.
bool corners_fit(GDALDataset& dataset) {
  constexpr double most_lon = 361, most_lat = 91;
  std::array<double, 6> t{};
  if (dataset.GetGeoTransform(t.data()) != CE_None || t[2] != 0 || t[4] != 0) return false;
  const double right = t[0] + dataset.GetRasterXSize() * t[1],
               bottom = t[3] + dataset.GetRasterYSize() * t[5];
  return std::max(std::abs(t[0]), std::abs(right)) <= most_lon &&
         std::max(std::abs(t[3]), std::abs(bottom)) <= most_lat;
}

}  // namespace

bool has_lonlat_axes(GDALDataset& dataset) {
  char** metadata = dataset.GetMetadata();
  return has_axis(metadata, {"longitude", "lon"}, degrees_east) &&
         has_axis(metadata, {"latitude", "lat"}, degrees_north) && corners_fit(dataset);
}

}  // namespace minenpp::io
