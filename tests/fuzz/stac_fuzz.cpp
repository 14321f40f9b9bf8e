// STAC items and collections of items, and the scenes made of them.
#include <cmath>

#include "io/scenes/stac_reader.h"
#include "io/scenes/stac_scene.h"
#include "support/fuzzing.h"
#include "support/scenes.h"

namespace {

using namespace minenpp;

const std::string tar = "/vsitar//data/delivery.tar/scene";

void check_number(const std::optional<double>& number) {
  fuzz::require(!number || std::isfinite(*number), "a number of an item is not finite");
}

void check_band(const io::StacBand& band) {
  fuzz::require(!band.file.path.empty() && band.file.band >= 1, "a band without a file");
  check_number(band.scale);
  check_number(band.offset);
  check_number(band.nodata);
}

void check_item(const io::StacItem& item) {
  if (!item.problem.empty()) return fuzz::require_message(item.problem);
  check_band(item.red);
  check_band(item.nir);
  check_number(item.sun_elevation_deg);
  check_number(item.cloud_share);
  fuzz::require(item.date.year >= 1900 && item.date.month >= 1, "an item without a date is accepted");
}

/// Parses with the files of `folder` being whatever ends in ".tif", and sees that no address is asked for.
void parse(std::string_view bytes, const std::string& folder) {
  const auto there = [&](const std::string& path) {
    fuzz::require(!path.empty() && path.find('\0') == std::string::npos, "a path that none is");
    const bool in_tar = folder == tar && path.starts_with("/vsitar/") && !path.starts_with("/vsitar//vsi");
    fuzz::require(in_tar || !path.starts_with("/vsi"), "a name that GDAL follows elsewhere: " + path);
    fuzz::require(!path.starts_with("http") && !path.starts_with("s3:"), "an address as a path: " + path);
    return path.ends_with(".tif");
  };
  fuzz::accept([&] {
    for (const auto& item : io::parse_stac(bytes, "item.json", folder, there)) check_item(item);
  });
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  fuzz::prepare_gdal();
  const auto& folder = fuzz::scratch_folder();
  for (const char* name : {"red.tif", "qa_pixel.tif", "qa_radsat.tif"})
    fuzz::write_raster(folder + "/" + name, false);
  fuzz::write_raster(folder + "/nir.tif", false);
  fuzz::write_raster(folder + "/float.tif", true);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::text_of(data, size);
  const auto& folder = fuzz::scratch_folder();
  for (const auto& from : {folder, tar, std::string("/"), std::string(".")}) parse(bytes, from);
  if (!io::may_be_stac(bytes)) return 0;
  fuzz::write_file(folder + "/item.json", bytes);
  fuzz::check_findings(io::stac_scenes(io::SceneFolder(folder, folder, {"item.json"}), "item.json"));
  return 0;
}
