#include "survey/catalogue/polygon_inputs.h"

#include "survey/catalogue/raster_crs.h"

namespace minenpp::survey {

io::PolygonSettings polygon_settings(const Settings& settings, const std::string& key) {
  io::PolygonSettings polygons;
  polygons.path = settings.path(key).string();
  polygons.layer_setting = key + "-layer";
  polygons.layer = settings.text(polygons.layer_setting);
  polygons.crs = raster_crs(settings, "zones.crs");
  polygons.crs_setting = "zones.crs";
  polygons.encoding = settings.text("zones.encoding");
  polygons.encoding_setting = "zones.encoding";
  polygons.repair = settings.yes("zones.repair");
  polygons.repair_setting = "zones.repair=yes";
  return polygons;
}

}  // namespace minenpp::survey
