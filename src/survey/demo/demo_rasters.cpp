#include "survey/demo/demo_rasters.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "io/raster/geotiff_writer.h"
#include "model/error.h"
#include "survey/demo/demo_ground.h"
#include "survey/demo/greenness.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;

// What is computed at a time: whole compression blocks of the file, small enough for the processor's cache.
constexpr std::int64_t step_rows = 256, step_cols = 512;

std::vector<DemoLayer> all_layers(bool all_months) {
  std::vector<DemoLayer> layers;
  for (int year = 0; year < demo_year_count; ++year) {
    layers.push_back({false, year, 0});
    if (!all_months) layers.push_back({true, year, demo_image_month});
    for (int month = 1; all_months && month <= 12; ++month) layers.push_back({true, year, month});
  }
  return layers;
}

io::GeoTiffLayout file_layout(const DemoLayer& layer) {
  io::GeoTiffLayout layout;
  layout.type = layer.ndvi ? io::PixelType::int16 : io::PixelType::uint8;
  layout.nodata = layer.ndvi ? -32768.0 : 0.0;
  layout.description =
      layer.ndvi ? "SYNTHETIC NDVI, made by minenpp demo" : "SYNTHETIC land cover, made by minenpp demo";
  if (layer.ndvi) layout.scale = 0.0001;
  return layout;
}

io::StudyGrid part_of(const io::StudyGrid& study, const model::Window& window) {
  const model::Grid& grid = study.grid;
  return {model::Grid(grid.west() + static_cast<double>(window.col) * grid.dx(),
                      grid.north() - static_cast<double>(window.row) * grid.dy(), grid.dx(), grid.dy(),
                      window.rows, window.cols, false),
          study.crs};
}

std::vector<model::Window> steps_of(const model::Window& block) {
  std::vector<model::Window> steps;
  for (std::int64_t row = 0; row < block.rows; row += step_rows) {
    for (std::int64_t col = 0; col < block.cols; col += step_cols) {
      steps.push_back(
          {row, col, std::min(step_rows, block.rows - row), std::min(step_cols, block.cols - col)});
    }
  }
  return steps;
}

void write_land(io::GeoTiffWriter& file, const model::Window& step, const std::vector<LandCode>& land) {
  std::vector<std::uint8_t> codes(land.size());
  std::transform(land.begin(), land.end(), codes.begin(),
                 [](LandCode code) { return static_cast<std::uint8_t>(code); });
  file.write(step, codes);
}

}  // namespace

DemoRasters::DemoRasters(fs::path folder, const DemoLayout& layout, std::uint64_t seed, bool all_months,
                         std::int64_t block_edge, std::string ndvi_folder)
    : folder_(std::move(folder)),
      ndvi_folder_(std::move(ndvi_folder)),
      study_{layout.grid(), io::Crs::from_text(fmt::format("EPSG:{}", demo_epsg))},
      seed_(seed),
      blocks_(layout.blocks(block_edge)),
      layers_(all_layers(all_months)) {}

std::string DemoRasters::stem_of(const DemoLayer& layer) const {
  const int year = demo_years[layer.year];
  return layer.ndvi ? fmt::format("{}/ndvi-{}-{:02}", ndvi_folder_, year, layer.month)
                    : fmt::format("landcover/landcover-{}", year);
}

std::string DemoRasters::path_of(const DemoLayer& layer) const {
  return stem_of(layer) + "." + ending();
}

std::string DemoRasters::block_path(const DemoLayer& layer, std::int64_t block) const {
  if (block_count() == 1) return (folder_ / path_of(layer)).string();
  return (folder_ / stem_of(layer) / fmt::format("block-{:06}.tif", block)).string();
}

void DemoRasters::make_folders() const {
  for (const DemoLayer& layer : layers_) {
    const fs::path parent = fs::path(block_path(layer, 0)).parent_path();
    std::error_code failure;
    fs::create_directories(parent, failure);
    if (failure) {
      throw model::Error(model::Fault::system,
                         fmt::format("folder '{}' cannot be made: {}", parent.string(), failure.message()));
    }
  }
}

void DemoRasters::write_block(std::int64_t block, const std::function<void(std::int64_t)>& done) const {
  const model::Window& place = blocks_[static_cast<std::size_t>(block)];
  const io::StudyGrid study = part_of(study_, place);
  std::vector<std::unique_ptr<io::GeoTiffWriter>> files;
  for (const DemoLayer& layer : layers_) {
    files.push_back(std::make_unique<io::GeoTiffWriter>(block_path(layer, block), study, file_layout(layer)));
  }
  for (const model::Window& step : steps_of(place)) {
    const model::Window window{place.row + step.row, place.col + step.col, step.rows, step.cols};
    const DemoGround ground = make_ground(seed_, window, mines_);
    std::vector<std::int16_t> ndvi(static_cast<std::size_t>(step.size()));
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const auto year = static_cast<std::size_t>(layers_[i].year);
      if (!layers_[i].ndvi) {
        write_land(*files[i], step, ground.land[year]);
        continue;
      }
      make_ndvi(seed_, window, layers_[i].year, layers_[i].month, ground.land[year], ground.vigour[year],
                ndvi);
      files[i]->write(step, ndvi);
    }
    done(step.size());
  }
  for (const auto& file : files) file->finish();
}

void DemoRasters::write_mosaics() const {
  if (block_count() == 1) return;
  for (const DemoLayer& layer : layers_) {
    std::vector<std::string> tiles;
    for (std::int64_t block = 0; block < block_count(); ++block) tiles.push_back(block_path(layer, block));
    io::write_vrt_mosaic((folder_ / path_of(layer)).string(), tiles, study_.grid);
  }
}

}  // namespace minenpp::survey
