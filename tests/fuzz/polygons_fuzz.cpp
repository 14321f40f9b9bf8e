// Layers of polygons, as mines and townships come: GeoJSON, through the project's own reader.
#include <cmath>

#include "io/vector/polygon_layer.h"
#include "support/fuzzing.h"
#include "support/scenes.h"

namespace {

using namespace minenpp;

/// 30 m in UTM zone 49N, so that layers in degrees are bent and those in metres are not.
const io::StudyGrid& study() {
  static const io::StudyGrid grid{model::Grid(600000, 4380000, 30, 30, 40, 50, false),
                                  io::Crs::from_text("EPSG:32649")};
  return grid;
}

void check_feature(const io::PolygonFeature& feature, std::size_t place) {
  fuzz::require(feature.id == static_cast<std::int32_t>(place) + 1, "ids that are no places in the list");
  fuzz::require(!feature.name.empty(), "a feature without a name");
  fuzz::require_message(feature.name);
  fuzz::require(!feature.from_year || !feature.to_year || *feature.from_year <= *feature.to_year,
                "a feature of no year");
  fuzz::require(!feature.rings.empty(), "a feature without rings");
}

void check(const io::Polygons& polygons) {
  const auto& features = polygons.features;
  fuzz::require(!features.empty() && polygons.outside >= 0, "an empty layer is accepted");
  for (std::size_t i = 0; i < features.size(); ++i) {
    check_feature(features[i], i);
    fuzz::require(i == 0 || features[i - 1].name <= features[i].name, "the features are not sorted");
  }
}

void read(const std::string& path, bool repair) {
  io::PolygonSettings settings{path};
  settings.name_field = repair ? "" : "name";
  settings.from_field = repair ? "" : "from";
  settings.margin = repair ? 3000 : 0;
  settings.repair = repair;
  if (repair) settings.crs = study().crs;
  fuzz::accept([&] { check(io::read_polygons(settings, study())); });
  fuzz::accept([&] {
    const auto box = io::layer_bounds(settings, study().crs, {30, 30});
    fuzz::require(box.west <= box.east && box.south <= box.north, "a box that is none");
  });
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  fuzz::prepare_gdal({"GeoJSON"});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string path = fuzz::scratch_folder() + "/layer.geojson";
  fuzz::write_file(path, fuzz::text_of(data, size));
  read(path, false);
  read(path, true);
  return 0;
}
