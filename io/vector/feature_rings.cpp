#include "io/vector/feature_rings.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

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

/// The whole turns of longitude by which a polygon is moved to where it meets the grid: files cut polygons at
/// 180 degrees or count longitudes otherwise than the grid. None where it meets it nowhere; those that go
/// around the Earth and farther stay.
std::vector<double> turns_onto(const model::Grid& grid, const model::Ring& outer) {
  constexpr double turn_deg = 360, rounding = 1e-9;
  const double turn = turn_deg / grid.dx();
  const auto [west, east] = std::ranges::minmax(outer, {}, &model::Vertex::col);
  if (!(east.col - west.col <= turn * (1 + rounding))) return {0};
  const auto cols = static_cast<double>(grid.cols());
  const double nearest = std::round((cols / 2 - (west.col + east.col) / 2) / turn);
  std::vector<double> turns;
  for (const double count : {nearest - 1, nearest, nearest + 1})
    if (east.col + count * turn > 0 && west.col + count * turn < cols) turns.push_back(count * turn);
  return turns;
}

void move_onto(const model::Grid& grid, const std::vector<model::Ring>& polygon,
               std::vector<model::Ring>& rings) {
  if (polygon.empty() || polygon.front().empty()) return;
  auto turns = turns_onto(grid, polygon.front());
  if (turns.empty()) turns = {0};
  for (const double turn : turns)
    for (auto ring : polygon) {
      for (auto& vertex : ring) vertex.col += turn;
      rings.push_back(std::move(ring));
    }
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

bool without_shape(const OGRGeometry* geometry) {
  return geometry == nullptr || geometry->IsEmpty();
}

GeometryHandle polygonal(const OGRGeometry* geometry, const std::string& label,
                         const std::string& repair_setting) {
  if (without_shape(geometry))
    throw Error(Fault::input, fmt::format("{} has no geometry; remove it, or set {} to have it left out",
                                          label, repair_setting));
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
    std::vector<model::Ring> own;
    for (const OGRLinearRing* ring : polygon) own.push_back(bent_ring(line_of(*ring), to_grid, grid));
    if (grid.geographic())
      move_onto(grid, own, rings);
    else
      rings.insert(rings.end(), own.begin(), own.end());
  });
  return rings;
}

}  // namespace minenpp::io
