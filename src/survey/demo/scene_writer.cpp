#include "survey/demo/scene_writer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "io/raster/geotiff_writer.h"
#include "io/results/file_writer.h"
#include "model/casa/pixel_quality.h"
#include "model/error.h"
#include "survey/demo/scene_metadata.h"
#include "survey/demo/scene_quality.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::Fault;
using model::LandsatSensor;
using model::NdviBand;

template <typename Pixel>
std::vector<Pixel> whole_raster(const fs::path& path, const model::Grid& grid, GDALDataType type) {
  const io::DatasetHandle file = io::open_raster(path.string());
  const io::GdalMessages messages;
  std::vector<Pixel> pixels(static_cast<std::size_t>(grid.size()));
  const int cols = static_cast<int>(grid.cols()), rows = static_cast<int>(grid.rows());
  const bool same_size = file->GetRasterXSize() == cols && file->GetRasterYSize() == rows;
  if (!same_size || io::band_of(*file, 1).RasterIO(GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows, type,
                                                   0, 0, nullptr) != CE_None) {
    throw messages.error(Fault::input, fmt::format("'{}' cannot be read", path.string()));
  }
  return pixels;
}

// Old products come in strips, new ones in tiles.
std::int64_t strip_rows(LandsatSensor sensor) {
  switch (sensor) {
    case LandsatSensor::tm:
      return 1;
    case LandsatSensor::etm:
      return 7;
    case LandsatSensor::oli:
      break;
  }
  return 0;
}

io::GeoTiffLayout layer_layout(LandsatSensor sensor) {
  io::GeoTiffLayout layout;
  layout.type = io::PixelType::uint16;
  layout.strip_rows = strip_rows(sensor);
  layout.pixel_is_point = true;
  layout.description = "SYNTHETIC Landsat scene, made by minenpp demo";
  return layout;
}

void write_layer(const fs::path& path, const io::StudyGrid& place, const io::GeoTiffLayout& layout,
                 const std::vector<std::uint16_t>& pixels) {
  io::GeoTiffWriter file(path.string(), place, layout);
  file.write(place.grid.window(), pixels);
  file.finish();
}

}  // namespace

SceneWriter::SceneWriter(fs::path folder, const DemoRasters& rasters, std::uint64_t seed, bool all_months)
    : folder_(std::move(folder)), rasters_(rasters), seed_(seed), scenes_(scene_plan(all_months)) {}

fs::path SceneWriter::folder_of(const DemoScene& scene) const {
  return folder_ / "scenes" / product_id(scene);
}

void SceneWriter::make_folders() const {
  std::vector<fs::path> wanted;
  for (const DemoScene& scene : scenes_) wanted.push_back(folder_of(scene));
  std::error_code failure;
  // A scene of a longer plan would be taken for one of this demo.
  for (const DemoScene& scene : scene_plan(true)) {
    const fs::path folder = folder_of(scene);
    if (std::ranges::find(wanted, folder) == wanted.end()) fs::remove_all(folder, failure);
    if (failure) break;
  }
  for (auto folder = wanted.begin(); !failure && folder != wanted.end(); ++folder)
    fs::create_directories(*folder, failure);
  if (failure) {
    throw Error(Fault::system, fmt::format("folder '{}' cannot be prepared: {}",
                                           (folder_ / "scenes").string(), failure.message()));
  }
}

const SceneGeometry& SceneWriter::geometry_of(int path) {
  const auto known = geometries_.find(path);
  if (known != geometries_.end()) return known->second;
  return geometries_.emplace(path, scene_geometry(path, rasters_.study())).first->second;
}

TwinMonth SceneWriter::twin_of(const DemoScene& scene) const {
  const model::Grid& grid = rasters_.study().grid;
  const fs::path ndvi = folder_ / rasters_.path_of({true, scene.year, scene.month()});
  const fs::path land = folder_ / rasters_.path_of({false, scene.year, 0});
  return {whole_raster<std::int16_t>(ndvi, grid, GDT_Int16),
          whole_raster<std::uint8_t>(land, grid, GDT_Byte)};
}

void SceneWriter::write(std::int64_t index) {
  const DemoScene& scene = scenes_[static_cast<std::size_t>(index)];
  const SceneGeometry& geometry = geometry_of(scene.path);
  const SceneImage image = scene_image(scene, seed_, geometry, twin_of(scene));
  const auto file = [&](const std::string& layer) {
    return folder_of(scene) / scene_file_name(scene, layer);
  };
  const auto band = [&](NdviBand which) {
    return file(fmt::format("SR_B{}.TIF", model::band_number(scene.sensor, which)));
  };
  io::GeoTiffLayout layout = layer_layout(scene.sensor);
  write_layer(file("QA_RADSAT.TIF"), geometry.place, layout, image.saturation);
  layout.nodata = 0;
  write_layer(band(NdviBand::red), geometry.place, layout, image.red);
  write_layer(band(NdviBand::nir), geometry.place, layout, image.nir);
  layout.nodata = fill_quality;
  write_layer(file("QA_PIXEL.TIF"), geometry.place, layout, image.quality);
  const std::vector<MtlGroup> metadata = scene_metadata(scene, geometry.place, image.cloud_percent);
  io::write_whole_file(file("MTL.json"), mtl_json(metadata));
  io::write_whole_file(file("MTL.xml"), mtl_xml(metadata));
  io::write_whole_file(file("MTL.txt"), mtl_text(metadata));
}

}  // namespace minenpp::survey
