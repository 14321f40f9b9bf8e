#include "survey/catalogue/polygon_inputs.h"

#include "model/error.h"

namespace minenpp::survey {

io::PolygonSettings polygon_settings(const Settings& settings, const std::string& key) {
  io::PolygonSettings polygons;
  polygons.path = settings.path(key).string();
  polygons.layer_setting = key + "-layer";
  polygons.layer = settings.text(polygons.layer_setting);
  if (settings.has("zones.crs"))
    polygons.crs = model::in_context(settings.where("zones.crs"),
                                     [&] { return io::Crs::from_text(settings.text("zones.crs")); });
  polygons.crs_setting = "zones.crs";
  polygons.repair = settings.yes("zones.repair");
  polygons.repair_setting = "zones.repair=yes";
  return polygons;
}

}  // namespace minenpp::survey
