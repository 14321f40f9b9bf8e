#include "survey/demo/demo_vectors.h"

#include <cpl_conv.h>
#include <fmt/format.h>

#include "io/gdal/handles.h"
#include "io/gdal/messages.h"
#include "io/gdal/session.h"
#include "io/results/durable.h"
#include "model/error.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;
using model::Fault;

OGRPolygon polygon_of(const MapRing& ring) {
  OGRLinearRing line;
  for (const MapPoint& point : ring) line.addPoint(point[0], point[1]);
  line.closeRings();
  OGRPolygon polygon;
  polygon.addRing(&line);
  return polygon;
}

void add_feature(OGRLayer& layer, const NamedRing& named) {
  const io::GdalMessages messages;
  const io::FeatureHandle feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
  feature->SetField("name", named.name.c_str());
  const OGRPolygon polygon = polygon_of(named.ring);
  if (feature->SetGeometry(&polygon) != OGRERR_NONE || layer.CreateFeature(feature.get()) != OGRERR_NONE) {
    throw messages.error(Fault::system, fmt::format("polygon '{}' cannot be written", named.name));
  }
}

OGRLayer& add_layer(GDALDataset& file, const std::string& name, const io::Crs& crs) {
  const io::GdalMessages messages;
  OGRSpatialReference srs = crs.srs();
  OGRLayer* layer = file.CreateLayer(name.c_str(), &srs, wkbPolygon, nullptr);
  OGRFieldDefn field("name", OFTString);
  if (layer == nullptr || layer->CreateField(&field) != OGRERR_NONE) {
    throw messages.error(Fault::system, fmt::format("layer '{}' cannot be made", name));
  }
  return *layer;
}

io::DatasetHandle make_file(const fs::path& path) {
  const io::GdalMessages messages;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (driver == nullptr) throw model::Error(Fault::system, "GDAL has no GeoPackage driver");
  io::DatasetHandle file(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!file) throw messages.error(Fault::system, fmt::format("'{}' cannot be written", path.string()));
  return file;
}

void write_and_close(const fs::path& path, const std::string& layer_name, const io::Crs& crs,
                     const std::vector<NamedRing>& polygons) {
  io::DatasetHandle file = make_file(path);
  OGRLayer& layer = add_layer(*file, layer_name, crs);
  const bool in_one = layer.StartTransaction() == OGRERR_NONE;
  for (const NamedRing& polygon : polygons) add_feature(layer, polygon);
  const io::GdalMessages messages;
  const bool kept = !in_one || layer.CommitTransaction() == OGRERR_NONE;
  file.reset();  // closing writes what is left, and says only through messages whether it could
  if (!kept || messages.failed()) {
    throw messages.error(Fault::system, fmt::format("'{}' cannot be written", path.string()));
  }
}

}  // namespace

void write_polygons(const fs::path& path, const std::string& layer_name, const io::Crs& crs,
                    const std::vector<NamedRing>& polygons) {
  io::start_gdal();
  // A GeoPackage holds the time it was written; one fixed time makes equal demos equal files.
  const CPLConfigOptionSetter fixed_time("OGR_CURRENT_DATE", "2020-08-15T00:00:00.000Z", false);
  fs::path part = path;
  part.replace_extension(".part.gpkg");
  std::error_code ignored;
  fs::remove(part, ignored);
  write_and_close(part, layer_name, crs, polygons);
  io::publish(part, path);
}

}  // namespace minenpp::survey
