#include "io/scenes/stac_scene.h"

#include <cmath>

#include <fmt/format.h>

#include "io/scenes/band_header.h"
#include "io/scenes/product_name.h"
#include "io/scenes/scene_text.h"
#include "io/scenes/stac_reader.h"
#include "io/scenes/vsi_file.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

bool near(double a, double b) {
  constexpr double tolerance = 1e-9;
  return std::abs(a - b) <= tolerance;
}

model::BandCalibration calibration(const StacItem& item, const StacBand& band) {
  const bool scaled = band.scale || band.offset;
  const double scale = band.scale.value_or(1), offset = band.offset.value_or(0);
  const auto landsat = model::collection2_surface();
  if (item.platform && (!scaled || (near(scale, landsat.gain) && near(offset, landsat.bias)))) return landsat;
  auto header = read_band_header(band.file);
  if (band.nodata) header.nodata = header.stored(*band.nodata);
  if (!scaled && !header.floating)
    throw Error(Fault::input, fmt::format("'{}' holds whole numbers, and the item does not say their scale "
                                          "(raster:bands)",
                                          band.file.path));
  return scaled_reflectance(scale, offset, header);
}

void add_quality(const StacItem& item, MissingQuality missing, Scene& scene) {
  if (!item.platform) return;
  for (const auto& [layer, name] :
       {std::pair(&item.qa_pixel, "qa_pixel"), std::pair(&item.qa_radsat, "qa_radsat")})
    if (!*layer && missing == MissingQuality::refuse)
      throw Error(Fault::input, fmt::format("it has no asset {}, which Landsat always has", name));
  if (item.qa_pixel) {
    scene.quality = BandFile{*item.qa_pixel};
    scene.quality_layout = model::QualityLayout::qa_pixel;
  }
  if (item.qa_radsat) {
    scene.saturation = BandFile{*item.qa_radsat};
    scene.saturation_layout = model::SaturationLayout::qa_radsat;
  }
}

Scene build(const StacItem& item, const std::string& source, MissingQuality missing) {
  if (!item.problem.empty()) throw Error(Fault::input, item.problem);
  if (item.id.empty()) throw Error(Fault::input, "it has no id");
  Scene scene;
  scene.id = item.id;
  scene.source = source;
  scene.sensor = item.sensor;
  if (item.platform) scene.landsat = item.platform->landsat;
  scene.level = SceneLevel::surface;
  scene.date = item.date;
  scene.path = item.path;
  scene.row = item.row;
  scene.cloud_share = item.cloud_share;
  scene.sun_elevation_deg = item.sun_elevation_deg;
  scene.red = item.red.file;
  scene.nir = item.nir.file;
  scene.red_calibration = calibration(item, item.red);
  scene.nir_calibration = calibration(item, item.nir);
  add_quality(item, missing, scene);
  scene.metadata_files.push_back(source);
  return scene;
}

Finding finding_of(const StacItem& item, const SceneFolder& folder, const std::string& source,
                   MissingQuality missing) {
  Finding finding;
  finding.by = FoundBy::stac;
  finding.folder = folder.path();
  finding.product = item.platform ? name_of(LandsatProduct::collection2_surface) : "STAC";
  if (item.name) {
    finding.product_id = item.name->id;
    finding.processed = item.name->processed;
    if (item.name->product != LandsatProduct::collection2_surface) finding.level = SceneLevel::toa;
  }
  for (const auto* band : {&item.red, &item.nir})
    if (!band->file.path.empty()) finding.bands.push_back(band->file);
  try {
    finding.what = build(item, source, missing);
  } catch (const Error& error) {
    finding.what = BrokenScene{item.id, source, fmt::format("STAC item '{}': {}", item.id, error.what())};
  }
  return finding;
}

}  // namespace

std::vector<Finding> stac_scenes(const SceneFolder& folder, const std::string& file, MissingQuality missing) {
  const auto path = folder.path_of(file);
  std::vector<Finding> found;
  try {
    const auto bytes = read_bytes(path, longest_stac);
    if (!may_be_stac(bytes)) return found;
    for (const auto& item : parse_stac(bytes, path, folder.path(), is_file))
      found.push_back(finding_of(item, folder, path, missing));
  } catch (const Error& error) {
    Finding finding;
    finding.by = FoundBy::stac;
    finding.folder = folder.path();
    finding.what = BrokenScene{file, path, error.what()};
    found.push_back(std::move(finding));
  }
  return found;
}

std::vector<Finding> stac_scenes(const SceneFolder& folder, MissingQuality missing) {
  std::vector<Finding> found;
  for (const auto& file : folder.files()) {
    const auto small = lower(file);
    if (!small.ends_with(".json") && !small.ends_with(".geojson")) continue;
    // Large JSON files that do not call themselves STAC are maps, not items.
    const bool map = small.find("stac") == std::string::npos && bytes_of(folder.path_of(file)) > longest_stac;
    if (map || small.ends_with("mtl.json")) continue;
    auto more = stac_scenes(folder, file, missing);
    std::move(more.begin(), more.end(), std::back_inserter(found));
  }
  return found;
}

}  // namespace minenpp::io
