#include "io/vector/feature_rings.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "io/gdal/messages.h"
#include "io/vector/bent_rings.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

bool is_polygonal(const OGRGeometry& geometry) {
  const auto type = wkbFlatten(geometry.getGeometryType());
  return type == wkbPolygon || type == wkbMultiPolygon;
}

/// Calls f(polygon) for every polygon within.
template <typename F>
void for_each_polygon(const OGRGeometry& geometry, F&& f) {
  if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
    f(*geometry.toPolygon());
  } else if (OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) for_each_polygon(*part, f);
  }
}

Line line_of(const OGRLinearRing& ring) {
  Line line;
  for (int i = 0; i < ring.getNumPoints(); ++i) {
    line.x.push_back(ring.getX(i));
    line.y.push_back(ring.getY(i));
  }
  if (!line.x.empty() && (line.x.front() != line.x.back() || line.y.front() != line.y.back())) {
    line.x.push_back(line.x.front());
    line.y.push_back(line.y.front());
  }
  return line;
}

/// Moves a polygon, outer ring first, by whole turns of longitude to where its middle is nearest to the
/// grid's: files cut polygons at 180 degrees or count longitudes otherwise than the grid. Those around the
/// Earth stay.
void turn_towards(const model::Grid& grid, std::span<model::Ring> polygon) {
  if (polygon.empty() || polygon.front().empty()) return;
  constexpr double turn_deg = 360;
  const double turn = turn_deg / grid.dx();
  const auto [west, east] = std::ranges::minmax(polygon.front(), {}, &model::Vertex::col);
  if (!(east.col - west.col < turn)) return;
  const double middle = static_cast<double>(grid.cols()) / 2;
  const double away = turn * std::round(((west.col + east.col) / 2 - middle) / turn);
  if (away == 0) return;
  for (auto& ring : polygon)
    for (auto& vertex : ring) vertex.col -= away;
}

/// Mending can leave lines and points beside the polygons; only the polygons have an area.
GeometryHandle polygon_parts(const OGRGeometry& geometry) {
  auto parts = std::make_unique<OGRMultiPolygon>();
  const auto keep = [&](const auto& self, const OGRGeometry& some) -> void {
    const auto type = wkbFlatten(some.getGeometryType());
    if (type == wkbPolygon)
      parts->addGeometry(&some);
    else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection))
      for (const OGRGeometry* part : *some.toGeometryCollection()) self(self, *part);
  };
  keep(keep, geometry);
  return GeometryHandle(parts.release());
}

}  // namespace

GeometryHandle polygonal(const OGRGeometry* geometry, const std::string& label) {
  if (geometry == nullptr || geometry->IsEmpty()) throw Error(Fault::input, label + " has no geometry");
  GeometryHandle plain(OGR_GT_IsNonLinear(geometry->getGeometryType()) ? geometry->getLinearGeometry()
                                                                       : geometry->clone());
  if (!plain || !is_polygonal(*plain))
    throw Error(Fault::input,
                fmt::format("{} is a {}; polygons are expected", label, geometry->getGeometryName()));
  plain->flattenTo2D();
  return plain;
}

GeometryHandle valid(GeometryHandle geometry, bool repair, const std::string& label,
                     const std::string& repair_setting) {
  if (!OGRGeometryFactory::haveGEOS())
    throw Error(Fault::system, "this GDAL is built without GEOS, so polygons cannot be checked");
  const GdalMessages messages;
  if (geometry->IsValid() != 0) return geometry;
  if (!repair)
    throw messages.error(
        Fault::input, fmt::format("{} is no valid polygon; mend it, or set {} to have it mended here", label,
                                  repair_setting));
  const GeometryHandle mended(geometry->MakeValid());
  if (!mended) throw messages.error(Fault::input, label + " is no valid polygon and cannot be mended");
  auto parts = polygon_parts(*mended);
  if (parts->IsEmpty()) throw Error(Fault::input, label + " is no valid polygon and has no area once mended");
  return parts;
}

std::vector<model::Ring> pixel_rings(const OGRGeometry& geometry, const CrsTransform& to_grid,
                                     const model::Grid& grid) {
  std::vector<model::Ring> rings;
  for_each_polygon(geometry, [&](const OGRPolygon& polygon) {
    const auto first = rings.size();
    for (const OGRLinearRing* ring : polygon) rings.push_back(bent_ring(line_of(*ring), to_grid, grid));
    if (grid.geographic()) turn_towards(grid, std::span(rings).subspan(first));
  });
  return rings;
}

}  // namespace minenpp::io
