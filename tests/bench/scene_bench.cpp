// Reading of Landsat scenes onto the study grid, against gdalwarp of the same four layers.
//
// The scene is made up, of MINENPP_BENCH_EDGE pixels a side (default 4000). "decoded/needed" is the bytes of
// the blocks that were decoded over the bytes of the pixels under the study grid.

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include "io/gdal/session.h"
#include "io/scenes/scene_reader.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using model::Window;

constexpr std::int64_t group_edge = 2048;

int edge() {
  const char* given = std::getenv("MINENPP_BENCH_EDGE");
  return given ? std::atoi(given) : 4000;
}

struct Layout {
  const char* name;
  bool strips;
  const char* crs;
  double west, north;
};
constexpr Layout layouts[] = {
    {"tiles_same_zone", false, "EPSG:32649", 600000, 4390000},
    {"strips_same_zone", true, "EPSG:32649", 600000, 4390000},
    {"tiles_next_zone", false, "EPSG:32650", 85000, 4397000},
    {"strips_next_zone", true, "EPSG:32650", 85000, 4397000},
};

/// Writes one layer of the scene: smooth, with some noise, so that it compresses as images do.
void write_layer(const fs::path& path, const Layout& layout, int which) {
  auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const char* tiled[] = {"COMPRESS=DEFLATE", "PREDICTOR=2",    "TILED=YES",
                         "BLOCKXSIZE=256",   "BLOCKYSIZE=256", nullptr};
  const char* stripped[] = {"COMPRESS=DEFLATE", "PREDICTOR=2", "BLOCKYSIZE=1", nullptr};
  const std::unique_ptr<GDALDataset> file(driver->Create(
      path.c_str(), edge(), edge(), 1, GDT_UInt16, const_cast<char**>(layout.strips ? stripped : tiled)));
  double transform[6] = {layout.west, 30, 0, layout.north, 0, -30};
  file->SetGeoTransform(transform);
  OGRSpatialReference srs;
  srs.SetFromUserInput(layout.crs);
  file->SetSpatialRef(&srs);
  std::vector<std::uint16_t> row(static_cast<std::size_t>(edge()));
  std::uint32_t noise = 7;
  for (int r = 0; r < edge(); ++r) {
    for (int c = 0; c < edge(); ++c) {
      noise = noise * 1664525U + 1013904223U;
      const double smooth = 2000 * std::sin(r * 0.003) * std::cos(c * 0.004);
      const double value = which == 0   ? 10000 + smooth + (noise >> 24)
                           : which == 1 ? 18000 - smooth + (noise >> 24)
                           : which == 2 ? (std::sin(r * 0.01) + std::cos(c * 0.013) > 1.2 ? 22280 : 21824)
                                        : 0;
      row[static_cast<std::size_t>(c)] = static_cast<std::uint16_t>(value);
    }
    if (file->GetRasterBand(1)->RasterIO(GF_Write, 0, r, edge(), 1, row.data(), edge(), 1, GDT_UInt16, 0, 0,
                                         nullptr) != CE_None)
      throw std::runtime_error("the scene cannot be written to " + path.string());
  }
}

/// The files of one layout, made on first use and removed at the end.
class BenchScene {
 public:
  explicit BenchScene(const Layout& layout)
      : folder_(fs::temp_directory_path() / ("minenpp-bench-" + std::string(layout.name))) {
    start_gdal();
    fs::create_directories(folder_);
    for (int which = 0; which < 4; ++which) write_layer(file(which), layout, which);
    scene.red = {file(0).string(), 1};
    scene.nir = {file(1).string(), 1};
    scene.quality = BandFile{file(2).string(), 1};
    scene.quality_layout = model::QualityLayout::qa_pixel;
    scene.saturation = BandFile{file(3).string(), 1};
    scene.saturation_layout = model::SaturationLayout::qa_radsat;
    scene.red_calibration = scene.nir_calibration = model::collection2_surface();
  }
  BenchScene(const BenchScene&) = delete;
  BenchScene& operator=(const BenchScene&) = delete;
  ~BenchScene() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] fs::path file(int which) const {
    return folder_ / ("layer" + std::to_string(which) + ".tif");
  }

  Scene scene;

 private:
  fs::path folder_;
};

/// Nearly all of the scene, as in a survey of a country.
StudyGrid study() {
  const auto pixels = static_cast<std::int64_t>(edge()) * 19 / 20;
  return {model::Grid(600990, 4389010, 30, 30, pixels, pixels, false), Crs::from_text("EPSG:32649")};
}

/// As the NDVI stage reads: compact groups for blocks, belts for strips.
std::vector<Window> groups(const StudyGrid& grid, bool strips) {
  std::vector<Window> windows;
  const auto height = strips ? group_edge / 4 : group_edge, width = strips ? grid.grid.cols() : group_edge;
  for (std::int64_t row = 0; row < grid.grid.rows(); row += height)
    for (std::int64_t col = 0; col < grid.grid.cols(); col += width)
      windows.push_back(intersect({row, col, height, width}, grid.grid.window()));
  return windows;
}

void read_scene(benchmark::State& state, const Layout& layout) {
  const BenchScene files(layout);
  const auto grid = study();
  SceneReading reading;
  reading.calibration = {files.scene.red_calibration, files.scene.nir_calibration,
                         model::Harmonisation::none};
  std::int64_t decoded = 0, needed = 0;
  for (auto _ : state) {
    SceneReader reader(files.scene, reading, grid);
    SceneObservations seen;
    for (const auto& window : groups(grid, layout.strips)) {
      reader.load(window);
      for (std::int64_t row = window.row; row < window.row + window.rows; row += 256) {
        const Window belt{row, window.col, std::min<std::int64_t>(256, window.row + window.rows - row),
                          window.cols};
        reader.observe(belt, seen);
        benchmark::DoNotOptimize(seen.ndvi.data());
      }
    }
    decoded = reader.decoded_bytes();
    needed = reader.needed_bytes();
  }
  state.SetItemsProcessed(state.iterations() * grid.grid.size());
  state.counters["decoded/needed"] = static_cast<double>(decoded) / static_cast<double>(needed);
}

/// The same four layers through GDAL's warper into memory, reflectance bilinear and quality nearest.
void gdal_warp(benchmark::State& state, const Layout& layout) {
  const BenchScene files(layout);
  const auto grid = study();
  const std::vector<std::string> bounds{std::to_string(grid.grid.west()), std::to_string(grid.grid.south()),
                                        std::to_string(grid.grid.east()), std::to_string(grid.grid.north())};
  for (auto _ : state)
    for (int which = 0; which < 4; ++which) {
      std::vector<std::string> words{"-q",  "-of",     "MEM",     "-t_srs",  "EPSG:32649",
                                     "-te", bounds[0], bounds[1], bounds[2], bounds[3],
                                     "-tr", "30",      "30",      "-r",      which < 2 ? "bilinear" : "near"};
      std::vector<char*> raw;
      for (auto& word : words) raw.push_back(word.data());
      raw.push_back(nullptr);
      auto* options = GDALWarpAppOptionsNew(raw.data(), nullptr);
      GDALDatasetH source = GDALOpen(files.file(which).c_str(), GA_ReadOnly);
      GDALDatasetH warped = GDALWarp("", nullptr, 1, &source, options, nullptr);
      benchmark::DoNotOptimize(warped);
      GDALClose(warped);
      GDALClose(source);
      GDALWarpAppOptionsFree(options);
    }
  state.SetItemsProcessed(state.iterations() * grid.grid.size());
}

void register_all() {
  for (const auto& layout : layouts) {
    benchmark::RegisterBenchmark((std::string("minenpp/") + layout.name).c_str(), read_scene, layout)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((std::string("gdalwarp/") + layout.name).c_str(), gdal_warp, layout)
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace
}  // namespace minenpp::io

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  minenpp::io::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
