#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "model/space/polygon_raster.h"

namespace minenpp::io {

/// What to read from a vector file and how.
struct PolygonSettings {
  std::string path;
  std::string layer = {};       ///< empty: the only one
  std::string encoding = {};    ///< of shapefiles that do not tell their own, such as "GBK"
  std::string name_field = {};  ///< empty: features are named by their place in the file, "1", "2", ...
  std::string from_field = {};  ///< first year in which the polygon counts; empty: since ever
  std::string to_field = {};    ///< last year; empty: for ever
  double margin = 0;            ///< features so far off the study grid still count, unit of its CRS
  bool repair = false;  ///< mend invalid geometry, and leave out features without any, instead of refusing
  std::optional<Crs> crs = {};           ///< used where the layer has no CRS
  std::string crs_setting = "grid.crs";  ///< the settings that could help, for error messages
  std::string layer_setting = "the layer";
  std::string encoding_setting = "the encoding";
  std::string name_setting = "the name field";
  std::string repair_setting = "repair";
};

/// One feature on the study grid.
struct PolygonFeature {
  std::int32_t id = 0;  ///< 1..n in the order of the list
  std::string name;
  std::optional<int> from_year = {}, to_year = {};  ///< both included
  std::vector<model::Ring> rings;  ///< all parts and holes (even-odd), in fractional pixels of the study grid

  [[nodiscard]] bool counts_in(int year) const {
    return (!from_year || *from_year <= year) && (!to_year || year <= *to_year);
  }
};

/// The polygons of one layer that reach the study grid.
struct Polygons {
  std::vector<PolygonFeature> features;  ///< sorted by name, features of one name in file order
  std::int64_t outside = 0;              ///< features of the layer that lie wholly outside the grid, left out
  std::vector<std::string> repaired;     ///< those that were mended: "feature 3 'East'"
  std::vector<std::string> shapeless;    ///< those without geometry, which were left out: "feature 4"
};

/// Reads the polygons and multipolygons of a layer. An edge that is straight in the layer's CRS is bent as
/// the study CRS demands: it is halved until it deviates less than 0.01 pixel. Edges shared by neighbours
/// stay shared.
///
/// Throws Error(input), naming file and feature: no such file or layer, no CRS, a field that is not there
/// (listing those that are), a feature without name, one without geometry unless `repair`, a name that is not
/// UTF-8, of control characters or of more than 1000 bytes, another geometry than polygons, an invalid
/// polygon (with the place of the fault) unless `repair`, a year that is none or from after to, an empty
/// layer, nothing within the grid.
[[nodiscard]] Polygons read_polygons(const PolygonSettings& settings, const StudyGrid& study);

/// The box around a layer in `crs`, edges bent for pixels of this size, for grid_snapped_to(). Throws like
/// read_polygons where the layer has no CRS, no feature with a geometry, or cannot be expressed in `crs`.
[[nodiscard]] Bounds layer_bounds(const PolygonSettings& settings, const Crs& crs, PixelSize pixel);

}  // namespace minenpp::io
