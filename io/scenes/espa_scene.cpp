#include "io/scenes/espa_scene.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/scenes/band_header.h"
#include "io/scenes/espa_metadata.h"
#include "io/scenes/landsat_scene.h"
#include "io/scenes/mtl_reader.h"
#include "io/scenes/scene_text.h"
#include "io/scenes/vsi_file.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::NdviBand;

/// The XML of a group, if there is one.
std::optional<EspaMetadata> read_espa(const SceneFolder& folder, const std::string& stem, Scene& scene) {
  const auto* file = folder.find(stem + ".xml");
  if (file == nullptr) return std::nullopt;
  const auto path = folder.path_of(*file);
  auto metadata = parse_espa(read_bytes(path, longest_espa), path);
  scene.metadata_files.push_back(path);
  return metadata;
}

/// A file of one scene and metadata of another must not be mixed.
void check_same(const EspaMetadata& metadata, const LandsatName& name, const std::string& file) {
  const bool same =
      metadata.ids.empty() || std::any_of(metadata.ids.begin(), metadata.ids.end(),
                                          [&](const std::string& id) { return lower(id) == lower(name.id); });
  if (!same)
    throw Error(Fault::input,
                fmt::format("'{}' describes another scene, '{}'", file, shown(metadata.ids.front())));
  if (metadata.date && *metadata.date != name.date)
    throw Error(Fault::input, fmt::format("'{}' says acquisition_date = {}, but '{}' is of {}", file,
                                          text_of(*metadata.date), name.id, text_of(name.date)));
}

void apply(const EspaMetadata& metadata, Scene& scene) {
  if (metadata.platform) {
    scene.sensor = metadata.platform->sensor;
    scene.landsat = metadata.platform->landsat;
  }
  if (metadata.date) scene.date = *metadata.date;
  if (metadata.path) scene.path = metadata.path;
  if (metadata.row) scene.row = metadata.row;
  scene.sun_elevation_deg = metadata.sun_elevation_deg;
  scene.cloud_share = metadata.cloud_share;
}

model::BandCalibration calibration(const BandFile& file, const EspaBand& scaling) {
  constexpr double usual = 1e-4;
  if (scaling.factor) {
    const double offset = scaling.offset.value_or(0);
    if (*scaling.factor == usual && offset == 0) return model::espa_surface();
    return scaled_reflectance(*scaling.factor, offset, read_band_header(file));
  }
  const auto header = read_band_header(file);
  return header.floating ? scaled_reflectance(1, 0, header) : model::espa_surface();
}

void add_quality(const LandsatFiles& files, Scene& scene) {
  scene.quality = files.find("", {"_pixel_qa.tif"});
  if (scene.quality) {
    scene.quality_layout = model::QualityLayout::espa_pixel_qa;
  } else if ((scene.quality = files.find("", {"_cfmask.tif", "_fmask.tif"}))) {
    scene.quality_layout = model::QualityLayout::fmask;
  }
  scene.saturation = files.find("", {"_radsat_qa.tif"});
  if (scene.saturation) scene.saturation_layout = model::SaturationLayout::espa_radsat_qa;
}

Scene build(const SceneFolder& folder, const LandsatGroup& group) {
  const auto name = landsat_name(group.stem);
  Scene scene = name ? scene_of(*name, folder.source()) : Scene{};
  if (!name) scene.id = group.stem;
  scene.source = folder.source();
  scene.level = SceneLevel::surface;
  const auto espa = read_espa(folder, group.stem, scene);
  if (espa) {
    if (name) check_same(*espa, *name, scene.metadata_files.front());
    apply(*espa, scene);
  } else if (name && !group.mtl.empty()) {
    const auto path = folder.path_of(group.mtl.front());
    apply_mtl(read_mtl(path), *name, scene);
    scene.metadata_files.push_back(path);
  }
  if (scene.date == Date{} || scene.sensor == SceneSensor::other)
    throw Error(
        Fault::input,
        fmt::format("'{}' looks like a band of a scene, but its date and sensor cannot be told: '{}' is no "
                    "product id and '{}.xml' does not say them",
                    folder.path_of(group.espa.front()), group.stem, group.stem));
  const LandsatFiles files(folder, group.stem, nullptr);
  const auto add = [&](NdviBand band, BandFile& file, model::BandCalibration& scaling) {
    const auto band_name = fmt::format("sr_band{}", model::band_number(scene.landsat, band));
    file = files.require("", {"_" + band_name + ".tif"});
    const auto known = espa && espa->bands.count(band_name) != 0;
    scaling = calibration(file, known ? espa->bands.at(band_name) : EspaBand{});
  };
  add(NdviBand::red, scene.red, scene.red_calibration);
  add(NdviBand::nir, scene.nir, scene.nir_calibration);
  add_quality(files, scene);
  return scene;
}

}  // namespace

std::vector<Finding> espa_scenes(const SceneFolder& folder,
                                 const std::map<std::string, LandsatGroup>& groups) {
  std::vector<Finding> found;
  for (const auto& [stem, group] : groups) {
    if (group.espa.empty()) continue;
    Finding finding;
    finding.folder = folder.path();
    finding.level = SceneLevel::surface;
    finding.product = "ESPA surface reflectance";
    const auto name = landsat_name(stem);
    finding.by = folder.find(stem + ".xml") != nullptr ? FoundBy::metadata : FoundBy::name;
    if (name) finding.processed = name->processed;
    for (const auto& file : group.espa) finding.bands.push_back({folder.path_of(file)});
    try {
      Scene scene = build(folder, group);
      finding.bands = {scene.red, scene.nir};
      finding.what = std::move(scene);
    } catch (const Error& error) {
      finding.what = BrokenScene{name ? name->id : group.stem, folder.source(), error.what()};
    }
    found.push_back(std::move(finding));
  }
  return found;
}

}  // namespace minenpp::io
