#include "io/scenes/landsat_scene.h"

#include <set>

#include <fmt/format.h>

#include "io/scenes/landsat_calibration.h"
#include "io/scenes/mtl_reader.h"
#include "io/scenes/scene_text.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::NdviBand;
using Groups = std::map<std::string, LandsatGroup>;

SceneLevel level_of(LandsatProduct product) {
  return product == LandsatProduct::collection2_surface ? SceneLevel::surface : SceneLevel::toa;
}

BandFile band_file(const LandsatFiles& files, const LandsatName& name, NdviBand band) {
  const int number = model::band_number(name.platform.landsat, band);
  const auto key = fmt::format("FILE_NAME_BAND_{}", number);
  if (name.product == LandsatProduct::collection2_surface)
    return files.require(key, {fmt::format("_SR_B{}.TIF", number)});
  return files.require(key, {fmt::format("_B{}.TIF", number), fmt::format("_band{}.tif", number)});
}

/// Collections always deliver a quality layer, so without it a delivery is not whole, and is used only where
/// that is asked for; before them only Landsat 8 had one.
void add_quality(const LandsatFiles& files, const LandsatName& name, MissingQuality missing, Scene& scene) {
  const auto layer = [&](const std::string& key, const std::string& ending) -> std::optional<BandFile> {
    if (missing == MissingQuality::use) return files.find(key, {ending});
    return files.require(key, {ending});
  };
  switch (name.product) {
    case LandsatProduct::collection2_surface:
    case LandsatProduct::collection2_level1:
      scene.quality = layer("FILE_NAME_QUALITY_L1_PIXEL", "_QA_PIXEL.TIF");
      if (scene.quality) scene.quality_layout = model::QualityLayout::qa_pixel;
      scene.saturation = layer("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", "_QA_RADSAT.TIF");
      if (scene.saturation) scene.saturation_layout = model::SaturationLayout::qa_radsat;
      return;
    case LandsatProduct::collection1_level1:
      scene.quality = layer("FILE_NAME_BAND_QUALITY", "_BQA.TIF");
      if (scene.quality) scene.quality_layout = model::QualityLayout::bqa_collection1;
      return;
    case LandsatProduct::precollection_level1:
      if (name.platform.landsat != model::LandsatSensor::oli) return;
      scene.quality = files.find("FILE_NAME_BAND_QUALITY", {"_BQA.TIF", "_qa.tif"});
      if (scene.quality) scene.quality_layout = model::QualityLayout::bqa_precollection;
      return;
  }
}

/// One stem's scene, with its MTL or without.
Scene build(const SceneFolder& folder, const std::string& stem, const LandsatName& name, const Metadata* mtl,
            MissingQuality missing) {
  const bool surface = name.product == LandsatProduct::collection2_surface;
  Scene scene = scene_of(name, folder.source());
  scene.level = level_of(name.product);
  const LandsatFiles files(folder, stem, mtl);
  scene.red = band_file(files, name, NdviBand::red);
  scene.nir = band_file(files, name, NdviBand::nir);
  add_quality(files, name, missing, scene);
  if (mtl != nullptr) {
    apply_mtl(*mtl, name, scene);
  } else if (!surface) {
    throw Error(Fault::input,
                fmt::format("file '{}_MTL.txt' is missing in '{}'; Level-1 numbers mean nothing without it",
                            stem, folder.source()));
  }
  const auto calibration = [&](NdviBand band) {
    return surface ? surface_calibration(mtl, name, band) : toa_calibration(*mtl, name, band);
  };
  scene.red_calibration = calibration(NdviBand::red);
  scene.nir_calibration = calibration(NdviBand::nir);
  return scene;
}

/// Reads the MTL files of a group: they must all name one product. The first is returned.
Metadata read_all(const SceneFolder& folder, const LandsatGroup& group) {
  Metadata first = read_mtl(folder.path_of(group.mtl.front()));
  const auto id = mtl_id(first);
  for (std::size_t i = 1; i < group.mtl.size(); ++i) {
    const auto other = mtl_id(read_mtl(folder.path_of(group.mtl[i])));
    if (lower(other) != lower(id))
      throw Error(Fault::input, fmt::format("'{}' describes '{}', but '{}' beside it describes '{}'",
                                            first.name(), shown(id), group.mtl[i], shown(other)));
  }
  return first;
}

LandsatName name_in(const Metadata& mtl) {
  const auto id = mtl_id(mtl);
  if (auto name = landsat_name(id)) return *name;
  throw Error(Fault::input,
              fmt::format("'{}' describes '{}', which is no Landsat product known here (TM, ETM+ and OLI of "
                          "Collection 2, Level-1 of Collection 1 and before)",
                          mtl.name(), shown(id)));
}

/// Finds the scenes of one folder.
class Search {
 public:
  Search(const SceneFolder& folder, const Groups& groups, MissingQuality missing)
      : folder_(folder), groups_(groups), missing_(missing) {}

  std::vector<Finding> run() {
    for (const auto& [stem, group] : groups_)
      if (!group.mtl.empty()) by_mtl(stem, group);
    for (const auto& [stem, group] : groups_)
      if (group.mtl.empty() && described_.count(stem) == 0) by_name(group);
    return std::move(found_);
  }

 private:
  Finding start(FoundBy by, const LandsatGroup& group) const {
    Finding finding;
    finding.by = by;
    finding.folder = folder_.path();
    for (const auto& list : {group.surface, group.level1})
      for (const auto& file : list) finding.bands.push_back({folder_.path_of(file)});
    return finding;
  }

  void know(Finding& finding, const LandsatName& name) const {
    finding.level = level_of(name.product);
    finding.product = name_of(name.product);
    finding.processed = name.processed;
  }

  void break_scene(Finding finding, const std::string& id, const std::string& reason) {
    finding.what = BrokenScene{id, folder_.source(), reason};
    found_.push_back(std::move(finding));
  }

  void by_mtl(const std::string& stem, const LandsatGroup& group) {
    Finding finding = start(FoundBy::metadata, group);
    const auto of_stem = landsat_name(stem);
    if (of_stem) know(finding, *of_stem);
    std::string id = group.stem.empty() ? group.mtl.front() : group.stem;
    try {
      const auto mtl = read_all(folder_, group);
      const auto name = name_in(mtl);
      if (of_stem && of_stem->id != name.id)
        throw Error(Fault::input, fmt::format("'{}' describes another scene, '{}'", mtl.name(), name.id));
      id = name.id;
      know(finding, name);
      described_.insert(lower(id));
      if (only_espa(name, group, mtl)) return;
      Scene scene = build(folder_, id, name, &mtl, missing_);
      for (const auto& file : group.mtl) scene.metadata_files.push_back(folder_.path_of(file));
      finding.bands = {scene.red, scene.nir};
      finding.what = std::move(scene);
      found_.push_back(std::move(finding));
    } catch (const Error& error) {
      break_scene(std::move(finding), id, error.what());
    }
  }

  /// ESPA delivers the Level-1 MTL with its surface reflectance; then Level-1 itself is not there.
  bool only_espa(const LandsatName& name, const LandsatGroup& group, const Metadata& mtl) const {
    if (level_of(name.product) != SceneLevel::toa || !group.level1.empty()) return false;
    const auto own = groups_.find(lower(name.id));
    const bool delivered = own != groups_.end() && !own->second.level1.empty();
    const auto key =
        fmt::format("FILE_NAME_BAND_{}", model::band_number(name.platform.landsat, NdviBand::red));
    const bool named = LandsatFiles(folder_, name.id, &mtl).find(key, {}).has_value();
    return !delivered && !named &&
           (!group.espa.empty() || (own != groups_.end() && !own->second.espa.empty()));
  }

  void by_name(const LandsatGroup& group) {
    if (group.surface.empty() && group.level1.empty()) return;
    Finding finding = start(FoundBy::name, group);
    const auto name = landsat_name(group.stem);
    const auto& first = group.surface.empty() ? group.level1.front() : group.surface.front();
    if (!name)
      return break_scene(
          std::move(finding), group.stem,
          fmt::format("'{}' looks like a band of a scene, but its date cannot be told: there is no MTL "
                      "and '{}' is no product id (LC08_L2SP_008059_20191201_20200825_02_T1)",
                      folder_.path_of(first), group.stem));
    know(finding, *name);
    try {
      finding.what = build(folder_, group.stem, *name, nullptr, missing_);
      found_.push_back(std::move(finding));
    } catch (const Error& error) {
      break_scene(std::move(finding), name->id, error.what());
    }
  }

  const SceneFolder& folder_;
  const Groups& groups_;
  MissingQuality missing_;
  std::set<std::string> described_;  // ids of MTL files, in small letters
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> landsat_scenes(const SceneFolder& folder, const Groups& groups, MissingQuality missing) {
  return Search(folder, groups, missing).run();
}

Scene scene_of(const LandsatName& name, const std::string& source) {
  Scene scene;
  scene.id = name.id;
  scene.source = source;
  scene.sensor = name.platform.sensor;
  scene.landsat = name.platform.landsat;
  scene.date = name.date;
  scene.path = name.path;
  scene.row = name.row;
  return scene;
}

void apply_mtl(const Metadata& mtl, const LandsatName& name, Scene& scene) {
  if (const auto text = mtl.find("DATE_ACQUIRED")) {
    const auto date = date_from(*text);
    if (!date)
      throw Error(Fault::input,
                  fmt::format("'{}' says DATE_ACQUIRED = '{}'; a date such as 2019-12-01 is expected",
                              mtl.name(), shown(*text)));
    if (*date != name.date)
      throw Error(Fault::input, fmt::format("'{}' says DATE_ACQUIRED = {}, but '{}' is of {}", mtl.name(),
                                            text_of(*date), name.id, text_of(name.date)));
  }
  scene.sun_elevation_deg = mtl.find_number("SUN_ELEVATION");
  scene.cloud_share = cloud_share_from(mtl.find_number("CLOUD_COVER"));
}

}  // namespace minenpp::io
