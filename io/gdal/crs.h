#pragma once

#include <memory>
#include <span>
#include <string>

#include "io/gdal/handles.h"

namespace minenpp::io {

/// A horizontal coordinate reference system. Axes are always in the order x (east, longitude), y (north,
/// latitude), whatever the authority says. A vertical part is dropped. Copies share one immutable definition.
class Crs {
 public:
  /// No CRS: empty() is true and every other function throws Error(system).
  Crs() = default;

  /// `text`: "EPSG:32649" or another authority code, WKT (1 or 2), PROJJSON, a PROJ string, or the path of a
  /// text file
  /// (.prj, .wkt) that holds one of these. Throws Error(usage) naming the text where it is none of them.
  [[nodiscard]] static Crs from_text(const std::string& text);

  /// A copy of GDAL's definition; empty where `srs` is null or empty.
  [[nodiscard]] static Crs from_srs(const OGRSpatialReference* srs);

  /// WGS 84 longitude and latitude, degrees (EPSG:4326).
  [[nodiscard]] static Crs wgs84();

  [[nodiscard]] bool empty() const { return !srs_; }
  [[nodiscard]] const OGRSpatialReference& srs() const;

  /// Longitude and latitude in angular units.
  [[nodiscard]] bool is_geographic() const;
  [[nodiscard]] bool is_projected() const;

  /// Metres in one unit of a projected CRS, degrees in one unit of a geographic one (both usually 1).
  [[nodiscard]] double unit() const;

  /// Well-known text, WKT2:2019 (CF `crs_wkt`), one line.
  [[nodiscard]] std::string wkt() const;

  /// Name in words, "WGS 84 / UTM zone 49N".
  [[nodiscard]] std::string name() const;

  /// "EPSG:32649", or empty where the definition has no code.
  [[nodiscard]] std::string code() const;

  /// For messages: name and, if there is one, code.
  [[nodiscard]] std::string label() const;

  /// Equivalent definitions, names and axis order aside. Two empty CRS are the same.
  [[nodiscard]] bool same_as(const Crs& other) const;

 private:
  std::shared_ptr<const OGRSpatialReference> srs_;
};

/// Moves points from one CRS to another. Each point's result depends on that point alone, not on its
/// neighbours.
class CrsTransform {
 public:
  /// Throws Error(input) where either is empty or PROJ knows no way between them.
  CrsTransform(const Crs& from, const Crs& to);

  /// In place; x (or longitude) and y (or latitude), equal sizes, in the units of the two CRS. A point that
  /// is NaN or cannot be transformed becomes NaN, NaN. Returns how many became so.
  std::size_t operator()(std::span<double> x, std::span<double> y) const;

  /// Both CRS are the same: coordinates pass unchanged.
  [[nodiscard]] bool is_identity() const { return !transformation_; }

 private:
  CoordinateTransformationHandle transformation_;  // null: both are the same, nothing moves
};

}  // namespace minenpp::io
