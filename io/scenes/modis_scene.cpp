#include "io/scenes/modis_scene.h"

#include <algorithm>

#include <cpl_string.h>
#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/scenes/band_header.h"
#include "io/scenes/modis_name.h"
#include "io/scenes/scene_text.h"
#include "model/error.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;

constexpr double stored_scale = 1e-4, fill = -3000, lowest = -2000,
                 highest = 10000;  // MOD13 user guide, table of layers

std::vector<std::string> subdatasets_of(const std::string& path) {
  const GdalMessages messages;
  const DatasetHandle file(
      GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
  if (!file) throw messages.error(Fault::input, fmt::format("'{}' cannot be read as an HDF4 file", path));
  std::vector<std::string> names;
  const CPLStringList entries(CSLDuplicate(file->GetMetadata("SUBDATASETS")));
  for (int i = 1; const char* name = entries.FetchNameValue(fmt::format("SUBDATASET_{}_NAME", i).c_str());
       ++i)
    names.emplace_back(name);
  return names;
}

Scene scene_of(const ModisName& name, const std::string& file, const SceneFolder& folder) {
  if (!name.date)
    throw Error(Fault::input,
                fmt::format("'{}': its date cannot be told; A2013257 or doy2013257 is expected in the "
                            "name",
                            folder.path_of(file)));
  Scene scene;
  scene.id = file.substr(0, file.rfind('.'));
  scene.source = folder.source();
  scene.sensor = name.sensor;
  scene.level = SceneLevel::ndvi;
  scene.date = *name.date;
  scene.path = name.h;
  scene.row = name.v;
  scene.ndvi_scale = stored_scale;
  scene.ndvi_fill_dn = fill;
  scene.ndvi_lowest_dn = lowest;
  scene.ndvi_highest_dn = highest;
  return scene;
}

void set_quality(Scene& scene, const std::string& reliability, const std::string& vi_quality) {
  if (!reliability.empty()) {
    scene.quality = BandFile{reliability};
    scene.quality_layout = model::QualityLayout::modis_reliability;
  } else if (!vi_quality.empty()) {
    scene.quality = BandFile{vi_quality};
    scene.quality_layout = model::QualityLayout::modis_vi_quality;
  }
}

Scene from_hdf(const ModisName& name, const std::string& file, const SceneFolder& folder) {
  auto scene = scene_of(name, file, folder);
  const auto path = folder.path_of(file);
  const GdalMessages messages;  // starts GDAL
  if (GetGDALDriverManager()->GetDriverByName("HDF4") == nullptr)
    throw Error(
        Fault::input,
        fmt::format("'{}' is an HDF4 file, and this GDAL has no HDF4 driver; convert it to GeoTIFF", path));
  if (folder.in_tar())
    throw Error(Fault::input, fmt::format("'{}': HDF4 files cannot be read inside a tar; unpack it", path));
  const auto layers = modis_subdatasets(subdatasets_of(path));
  if (layers.ndvi.empty()) throw Error(Fault::input, fmt::format("'{}' has no layer named 'NDVI'", path));
  scene.ndvi = BandFile{layers.ndvi};
  set_quality(scene, layers.reliability, layers.vi_quality);
  return scene;
}

Scene from_geotiff(const ModisName& name, const std::string& file, const SceneFolder& folder) {
  auto scene = scene_of(name, file, folder);
  scene.ndvi = BandFile{folder.path_of(file)};
  if (const auto header = read_band_header(scene.ndvi); header.floating) {
    scene.ndvi_fill_dn = header.stored(fill * stored_scale);
    scene.ndvi_lowest_dn = header.stored(scene.ndvi_lowest_dn * stored_scale);
    scene.ndvi_highest_dn = header.stored(scene.ndvi_highest_dn * stored_scale);
    scene.ndvi_scale = 1;
  }
  const auto sibling = [&](ModisLayer layer) {
    const auto* found = folder.find(modis_sibling(file, layer));
    return found == nullptr ? std::string() : folder.path_of(*found);
  };
  set_quality(scene, sibling(ModisLayer::reliability), sibling(ModisLayer::vi_quality));
  return scene;
}

template <typename Build>
Finding finding_of(const ModisName& name, const std::string& file, const SceneFolder& folder,
                   const Build& build) {
  Finding finding;
  finding.folder = folder.path();
  finding.level = SceneLevel::ndvi;
  finding.product = name.product;
  finding.processed = name.processed;
  finding.bands = {BandFile{folder.path_of(file)}};
  try {
    finding.what = build(name, file, folder);
  } catch (const Error& error) {
    finding.what = BrokenScene{file.substr(0, file.rfind('.')), folder.source(), error.what()};
  }
  return finding;
}

}  // namespace

ModisSubdatasets modis_subdatasets(const std::vector<std::string>& names) {
  ModisSubdatasets layers;
  for (const auto& name : names) {
    // HDF4_EOS:EOS_GRID:"file.hdf":grid:250m 16 days NDVI; the file's own name may hold the words as well.
    const auto layer = modis_layer(name.substr(name.rfind(':') + 1));
    if (!layer) continue;
    auto& path = *layer == ModisLayer::ndvi          ? layers.ndvi
                 : *layer == ModisLayer::reliability ? layers.reliability
                                                     : layers.vi_quality;
    if (path.empty()) path = name;
  }
  return layers;
}

std::vector<Finding> modis_scenes(const SceneFolder& folder) {
  std::vector<Finding> found;
  for (const auto& file : folder.files()) {
    const auto small = lower(file);
    const bool hdf = small.ends_with(".hdf"), geotiff = small.ends_with(".tif");
    if (!hdf && !geotiff) continue;
    const auto name = modis_name(file);
    if (!name) continue;
    if (hdf) found.push_back(finding_of(*name, file, folder, from_hdf));
    if (geotiff && modis_layer(file) == ModisLayer::ndvi)
      found.push_back(finding_of(*name, file, folder, from_geotiff));
  }
  return found;
}

}  // namespace minenpp::io
