#include "io/scenes/scene_files.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/gdal/dataset.h"
#include "io/gdal/messages.h"
#include "model/error.h"
#include "model/no_data.h"

namespace minenpp::io {

namespace {

using model::Error;
using model::Fault;
using model::Window;

constexpr std::int64_t checked_rows = 512;

bool same_place(const RasterPlace& a, const RasterPlace& b) {
  for (std::size_t i = 0; i < a.transform.size(); ++i)
    if (std::abs(a.transform[i] - b.transform[i]) > 1e-6 * std::abs(a.transform[1])) return false;
  return a.crs.same_as(b.crs);
}

}  // namespace

std::string name_of(SceneLayer layer) {
  switch (layer) {
    case SceneLayer::red:
      return "red band";
    case SceneLayer::nir:
      return "near-infrared band";
    case SceneLayer::ndvi:
      return "NDVI layer";
    case SceneLayer::quality:
      return "quality layer";
    case SceneLayer::saturation:
      return "saturation layer";
  }
  return {};
}

SceneFiles::SceneFiles(const Scene& scene, const std::optional<Crs>& crs, const std::string& crs_setting)
    : layers_(scene_layers) {
  if (scene.level == SceneLevel::ndvi) {
    open(SceneLayer::ndvi, scene.ndvi, crs, crs_setting);
  } else {
    open(SceneLayer::red, scene.red, crs, crs_setting);
    open(SceneLayer::nir, scene.nir, crs, crs_setting);
  }
  if (scene.quality) open(SceneLayer::quality, *scene.quality, crs, crs_setting);
  if (scene.saturation) open(SceneLayer::saturation, *scene.saturation, crs, crs_setting);
}

void SceneFiles::open(SceneLayer layer, const BandFile& from, const std::optional<Crs>& crs,
                      const std::string& crs_setting) {
  auto& entry = at(layer);
  entry.file = open_raster(from.path);
  entry.band = from.band;
  GDALRasterBand& band = band_of(*entry.file, from.band);
  band.GetBlockSize(&entry.block_cols, &entry.block_rows);
  entry.pixel_bytes = GDALGetDataTypeSizeBytes(band.GetRasterDataType());
  entry.nodata = stored_nodata(band);
  const auto place = raster_place(*entry.file, crs, crs_setting);
  if (first_file_.empty()) {
    first_file_ = from.path;
    place_ = place;
    return;
  }
  if (place.rows != place_.rows || place.cols != place_.cols)
    throw Error(Fault::input,
                fmt::format("the {} '{}' has {} x {} pixels; '{}' has {} x {}", name_of(layer), from.path,
                            place.rows, place.cols, first_file_, place_.rows, place_.cols));
  if (!same_place(place, place_))
    throw Error(Fault::input,
                fmt::format("the {} '{}' lies elsewhere than '{}': {} against {}", name_of(layer), from.path,
                            first_file_, extent_text(place), extent_text(place_)));
}

bool SceneFiles::striped() const {
  return std::ranges::any_of(layers_, [&](const Layer& layer) {
    return layer.file && layer.block_cols >= place_.cols && layer.block_rows < place_.rows;
  });
}

void SceneFiles::fetch(SceneLayer layer, const Window& window, void* out, int type) {
  auto& entry = at(layer);
  const GdalMessages messages;
  const auto result = band_of(*entry.file, entry.band)
                          .RasterIO(GF_Read, static_cast<int>(window.col), static_cast<int>(window.row),
                                    static_cast<int>(window.cols), static_cast<int>(window.rows), out,
                                    static_cast<int>(window.cols), static_cast<int>(window.rows),
                                    static_cast<GDALDataType>(type), 0, 0, nullptr);
  if (result != CE_None || messages.failed())
    throw messages.error(
        Fault::input,
        fmt::format("{} '{}', rows {}..{}, cannot be read: the file is cut off or damaged", name_of(layer),
                    entry.file->GetDescription(), window.row, window.row + window.rows - 1));
}

void SceneFiles::read(SceneLayer layer, const Window& window, std::span<double> numbers) {
  fetch(layer, window, numbers.data(), GDT_Float64);
  const auto& nodata = at(layer).nodata;
  if (!nodata) return;
  for (double& number : numbers)
    if (number == *nodata) number = model::no_data;
}

void SceneFiles::read(SceneLayer layer, const Window& window, std::span<std::int32_t> bits) {
  fetch(layer, window, bits.data(), GDT_Int32);
}

std::int64_t SceneFiles::block_bytes(const Window& window) const {
  std::int64_t bytes = 0;
  for (const auto& layer : layers_) {
    if (!layer.file || window.empty()) continue;
    const auto touched = [](std::int64_t first, std::int64_t count, std::int64_t block, std::int64_t whole) {
      const auto begin = first / block * block;
      return std::min((first + count + block - 1) / block * block, whole) - begin;
    };
    bytes += touched(window.row, window.rows, layer.block_rows, place_.rows) *
             touched(window.col, window.cols, layer.block_cols, place_.cols) * layer.pixel_bytes;
  }
  return bytes;
}

std::int64_t SceneFiles::own_bytes(const Window& window) const {
  std::int64_t bytes = 0;
  for (const auto& layer : layers_)
    if (layer.file) bytes += window.size() * layer.pixel_bytes;
  return bytes;
}

void SceneFiles::check_ends() {
  for (int i = 0; i < scene_layers; ++i) {
    const auto layer = static_cast<SceneLayer>(i);
    if (!has(layer)) continue;
    double number = 0;
    fetch(layer, {place_.rows - 1, place_.cols - 1, 1, 1}, &number, GDT_Float64);
  }
}

void SceneFiles::check_all(const Window& window) {
  std::vector<double> numbers(static_cast<std::size_t>(std::min(checked_rows, window.rows) * window.cols));
  for (int i = 0; i < scene_layers; ++i) {
    const auto layer = static_cast<SceneLayer>(i);
    if (!has(layer)) continue;
    for (auto row = window.row; row < window.row + window.rows; row += checked_rows)
      fetch(layer, {row, window.col, std::min(checked_rows, window.row + window.rows - row), window.cols},
            numbers.data(), GDT_Float64);
  }
}

}  // namespace minenpp::io
