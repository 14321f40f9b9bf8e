// Tables of land-cover classes, and the map of raster codes to them.
#include <algorithm>
#include <cmath>
#include <sstream>

#include "io/tables/class_table.h"
#include "support/fuzzing.h"

namespace {

using namespace minenpp;
using Classes = std::vector<model::LandClass>;

void check_class(const model::LandClass& land) {
  fuzz::require(land.code >= 1 && land.code <= 65535, "a class without a code");
  fuzz::require(!land.name.empty(), "a class without a name");
  fuzz::require_message(land.name);
  fuzz::require(land.emax_gC_MJ >= 0 && land.emax_gC_MJ <= 5, "an efficiency out of its range");
  if (land.bounds != model::BoundsSource::table) return;
  fuzz::require(land.table_ndvi_min < land.table_ndvi_max, "NDVI bounds in the wrong order");
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

bool same(const model::LandClass& a, const model::LandClass& b) {
  return a.code == b.code && a.name == b.name && a.emax_gC_MJ == b.emax_gC_MJ && a.bounds == b.bounds &&
         a.bounds_classes == b.bounds_classes && same(a.table_ndvi_min, b.table_ndvi_min) &&
         same(a.table_ndvi_max, b.table_ndvi_max) && a.vegetated == b.vegetated && a.woody == b.woody;
}

/// What was read, written out and read again, is the same.
void check_round_trip(const Classes& classes) {
  static const std::string path = fuzz::scratch_folder() + "/again.csv";
  std::ostringstream text;
  io::write_classes(text, classes);
  fuzz::write_file(path, text.str());
  const auto again = io::read_classes(path);
  fuzz::require(again.size() == classes.size(), "other classes after writing and reading");
  for (std::size_t i = 0; i < classes.size(); ++i)
    fuzz::require(same(classes[i], again[i]), "another class after writing and reading");
}

void check_map(const std::string& text, const Classes& classes) {
  for (const auto& [raster_code, code] : io::class_map_from(text, classes)) {
    const auto known = [code = code](const model::LandClass& land) { return land.code == code; };
    fuzz::require(std::ranges::any_of(classes, known), "a raster code leads to no class");
  }
}

}  // namespace

/// The first line is the map, the rest the table.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::text_of(data, size);
  const auto line = std::min(bytes.find('\n'), bytes.size());
  static const std::string path = fuzz::scratch_folder() + "/classes.csv";
  fuzz::write_file(path, bytes.substr(std::min(line + 1, bytes.size())));
  fuzz::accept([&] {
    const auto classes = io::read_classes(path);
    fuzz::require(!classes.empty(), "an empty table is accepted");
    for (const auto& land : classes) check_class(land);
    check_round_trip(classes);
    check_map(std::string(bytes.substr(0, line)), classes);
  });
  return 0;
}
