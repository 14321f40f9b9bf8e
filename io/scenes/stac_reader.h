#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/scenes/product_name.h"
#include "io/scenes/scene.h"

namespace minenpp::io {

/// One band of an item, with what raster:bands (STAC 1.0) or bands (1.1) say of its numbers.
struct StacBand {
  BandFile file;
  std::optional<double> scale, offset, nodata;
};

/// A STAC item, as far as a scene needs it.
struct StacItem {
  std::string id;
  std::optional<LandsatName> name;  ///< the Landsat product it is made of, where the id says one
  std::string problem;              ///< why it cannot be used, in words; empty where it can
  Date date;
  SceneSensor sensor = SceneSensor::other;
  std::optional<LandsatPlatform> platform;  ///< where it is a Landsat
  std::optional<int> path, row;
  std::optional<double> cloud_share, sun_elevation_deg;
  StacBand red, nir;
  std::optional<std::string> qa_pixel, qa_radsat;  ///< paths
};

/// Longest STAC file that is read, bytes.
inline constexpr std::size_t longest_stac = std::size_t{32} << 20;

/// Says whether a file is there. It is asked only about local paths, never about an address.
using FileThere = std::function<bool(const std::string& path)>;

/// Can these bytes be a STAC item or a collection of them? A cheap look for the words; other JSON files lie
/// about in folders as well.
[[nodiscard]] bool may_be_stac(std::string_view bytes);

/// Reads a STAC Item, or the items of a FeatureCollection (ItemCollection), versions 0.6 to 1.1, from memory.
/// `name`: what messages call the file. `folder`: what a relative href begins at. Each band and quality layer
/// is looked for where its href says: relative, absolute or file://; for http(s), s3 and any other address
/// the file of that name in `folder` is taken. Empty where the JSON is neither of the two, such as a Catalog.
///
/// An item that cannot be used has a `problem`. Throws Error(input): not JSON (naming the byte), nested
/// deeper than 64 levels, longer than `longest_stac`.
[[nodiscard]] std::vector<StacItem> parse_stac(std::string_view bytes, const std::string& name,
                                               const std::string& folder, const FileThere& there);

}  // namespace minenpp::io
