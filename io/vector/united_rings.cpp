#include "io/vector/united_rings.h"

#include <memory>

#include "io/gdal/handles.h"
#include "io/gdal/messages.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

/// Null for a ring without an area.
std::unique_ptr<OGRPolygon> polygon_of(const model::Ring& ring) {
  auto line = std::make_unique<OGRLinearRing>();
  for (const auto& vertex : ring) line->addPoint(vertex.col, vertex.row);
  line->closeRings();
  if (ring.size() < 3 || line->get_Area() == 0) return nullptr;
  auto polygon = std::make_unique<OGRPolygon>();
  polygon->addRingDirectly(line.release());
  return polygon;
}

/// Finds out which rings are holes of which, and adds the polygons.
void add_polygons(const std::vector<model::Ring>& rings, OGRMultiPolygon& all) {
  std::vector<OGRGeometry*> parts;  // organizePolygons takes them over
  for (const auto& ring : rings)
    if (auto polygon = polygon_of(ring)) parts.push_back(polygon.release());
  if (parts.empty()) return;
  const GeometryHandle joined(
      OGRGeometryFactory::organizePolygons(parts.data(), static_cast<int>(parts.size()), nullptr));
  if (wkbFlatten(joined->getGeometryType()) == wkbPolygon)
    all.addGeometry(joined.get());
  else
    for (const OGRGeometry* part : *joined->toGeometryCollection()) all.addGeometry(part);
}

void collect_rings(const OGRGeometry& geometry, std::vector<model::Ring>& rings) {
  if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
    for (const OGRLinearRing* line : *geometry.toPolygon()) {
      auto& ring = rings.emplace_back();
      for (int i = 0; i < line->getNumPoints(); ++i) ring.push_back({line->getX(i), line->getY(i)});
    }
  } else if (OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) collect_rings(*part, rings);
  }
}

}  // namespace

std::vector<model::Ring> united_rings(std::span<const std::vector<model::Ring>> polygons) {
  const GdalMessages messages;
  OGRMultiPolygon all;
  for (const auto& rings : polygons) add_polygons(rings, all);
  std::vector<model::Ring> rings;
  if (all.IsEmpty()) return rings;
  const GeometryHandle united(all.UnionCascaded());
  if (!united) throw messages.error(Fault::input, "polygons of one name cannot be joined");
  collect_rings(*united, rings);
  return rings;
}

}  // namespace minenpp::io
