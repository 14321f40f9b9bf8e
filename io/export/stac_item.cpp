#include "io/export/stac_item.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <utility>

#include <cpl_string.h>
#include <fmt/format.h>

#include "io/export/stac_footprint.h"
#include "io/gdal/dataset.h"
#include "model/error.h"

namespace minenpp::io {

using nlohmann::json;

namespace {

constexpr auto projection_schema = "https://stac-extensions.github.io/projection/v1.1.0/schema.json";
constexpr auto raster_schema = "https://stac-extensions.github.io/raster/v1.1.0/schema.json";
constexpr auto classification_schema = "https://stac-extensions.github.io/classification/v1.1.0/schema.json";

/// Pixels around a raster's edge, counter-clockwise from the south-west corner, closed: its sides bend in
/// longitude and latitude.
struct Outline {
  std::vector<double> x, y;
};

Outline outline_of(const Bounds& box) {
  constexpr int steps = 8;
  Outline line;
  const auto side = [&](double x0, double y0, double x1, double y1) {
    for (int i = 0; i < steps; ++i) {
      line.x.push_back(x0 + (x1 - x0) * i / steps);
      line.y.push_back(y0 + (y1 - y0) * i / steps);
    }
  };
  side(box.west, box.south, box.east, box.south);
  side(box.east, box.south, box.east, box.north);
  side(box.east, box.north, box.west, box.north);
  side(box.west, box.north, box.west, box.south);
  line.x.push_back(line.x.front());
  line.y.push_back(line.y.front());
  return line;
}

void add_place(json& item, const Bounds& box, const Crs& crs, const std::string& file) {
  auto line = outline_of(box);
  if (CrsTransform(crs, Crs::wgs84())(line.x, line.y) > 0)
    throw model::Error(model::Fault::input, fmt::format("{}: its edge has no longitude and latitude", file));
  add_footprint(item, std::move(line.x), line.y);
}

std::string moment(std::chrono::sys_seconds at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(at - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::chrono::sys_seconds begin_of(const YearMonth& month) {
  return std::chrono::sys_days(std::chrono::days(first_day(month)));
}

json properties_of(const ExportedRaster& raster, const Crs& crs, GDALDataset& file,
                   const std::array<double, 6>& transform) {
  const auto& map = *raster.map;
  json properties{{"title", raster.style->title + (raster.zone.empty() ? "" : ", " + raster.zone)},
                  {"description", map.title},
                  {"datetime", nullptr},
                  {"start_datetime", moment(begin_of(map.first))},
                  {"end_datetime", moment(begin_of(next(map.last)) - std::chrono::seconds(1))},
                  {"minenpp:layer", map.layer}};
  if (!raster.zone.empty()) properties["minenpp:zone"] = raster.zone;
  const auto code = crs.code();
  if (code.starts_with("EPSG:")) {
    properties["proj:epsg"] = std::stoi(code.substr(5));
  } else {
    properties["proj:epsg"] = nullptr;
    properties["proj:wkt2"] = crs.wkt();
  }
  properties["proj:shape"] = {file.GetRasterYSize(), file.GetRasterXSize()};
  properties["proj:transform"] = {transform[1], transform[2], transform[0],
                                  transform[4], transform[5], transform[3]};
  return properties;
}

json number_or_name(double value) {
  if (std::isnan(value)) return "nan";
  return value;
}

std::string data_type_of(GDALDataType type) {
  switch (type) {
    case GDT_Byte:
      return "uint8";
    case GDT_Int16:
      return "int16";
    case GDT_Int32:
      return "int32";
    case GDT_Float32:
      return "float32";
    default:
      return "other";
  }
}

json classes_of(const MapStyle& style) {
  auto classes = json::array();
  for (const auto& entry : style.classes) {
    auto name = entry.label;
    std::ranges::replace(name, ' ', '_');
    auto colour = hex(entry.colour).substr(1);
    std::ranges::transform(colour, colour.begin(), [](unsigned char c) { return std::toupper(c); });
    classes.push_back(
        {{"value", entry.code}, {"description", entry.label}, {"name", name}, {"color-hint", colour}});
  }
  return classes;
}

json band_of_file(GDALRasterBand& band, const MapStyle& style, double pixel_metres) {
  json described{{"data_type", data_type_of(band.GetRasterDataType())}, {"sampling", "area"}};
  int has = 0;
  const double nodata = band.GetNoDataValue(&has);
  if (has != 0) described["nodata"] = number_or_name(nodata);
  if (pixel_metres > 0) described["spatial_resolution"] = pixel_metres;
  if (style.kind != MapKind::categorical && style.kind != MapKind::numbered) {
    described["scale"] = band.GetScale();
    described["offset"] = band.GetOffset();
    if (!style.unit.empty()) described["unit"] = style.unit;
  }
  if (!style.classes.empty()) described["classification:classes"] = classes_of(style);
  return described;
}

}  // namespace

std::string stac_href(const std::string& file) {
  const CplString escaped(CPLEscapeString(file.c_str(), static_cast<int>(file.size()), CPLES_URL));
  return std::string("./") + escaped.get();
}

json stac_item(const ExportedRaster& raster, const std::filesystem::path& tif,
               const std::string& collection) {
  const auto file = open_raster(tif.string());
  std::array<double, 6> transform{};
  file->GetGeoTransform(transform.data());
  const auto crs = Crs::from_srs(file->GetSpatialRef());
  const Bounds box{transform[0], transform[3] + transform[5] * file->GetRasterYSize(),
                   transform[0] + transform[1] * file->GetRasterXSize(), transform[3]};
  json item{{"type", "Feature"}, {"stac_version", "1.0.0"}, {"id", raster.name}, {"collection", collection}};
  item["stac_extensions"] = {projection_schema, raster_schema};
  if (!raster.style->classes.empty()) item["stac_extensions"].push_back(classification_schema);
  add_place(item, box, crs, tif.string());
  item["properties"] = properties_of(raster, crs, *file, transform);
  for (const auto* relation : {"root", "parent", "collection"})
    item["links"].push_back({{"rel", relation}, {"href", "./collection.json"}, {"type", "application/json"}});
  const double metres = crs.is_projected() ? transform[1] * crs.unit() : 0;
  item["assets"]["data"] = {
      {"href", stac_href(raster.name + ".tif")},
      {"type", "image/tiff; application=geotiff; profile=cloud-optimized"},
      {"title", raster.style->title},
      {"roles", {"data"}},
      {"raster:bands", json::array({band_of_file(*file->GetRasterBand(1), *raster.style, metres)})}};
  item["assets"]["style"] = {{"href", stac_href(raster.name + ".qml")},
                             {"type", "application/xml"},
                             {"title", "colours for QGIS"},
                             {"roles", {"style"}}};
  return item;
}

}  // namespace minenpp::io
