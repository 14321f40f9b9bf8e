#include "survey/demo/demo_rasters.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>

#include <gtest/gtest.h>
#include <unistd.h>

#include "io/gdal/dataset.h"
#include "survey/demo/demo_vectors.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;

class DemoFolder : public ::testing::Test {
 protected:
  DemoFolder()
      : folder_(fs::temp_directory_path() /
                ("minenpp-demo-" + std::to_string(::getpid()) + "-" +
                 ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::create_directories(folder_);
  }
  ~DemoFolder() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  fs::path folder_;
};

void write_blocks(const DemoRasters& rasters, const std::vector<std::int64_t>& order) {
  rasters.make_folders();
  for (const std::int64_t block : order) rasters.write_block(block, [](std::int64_t) {});
  rasters.write_mosaics();
}

std::vector<std::int64_t> in_order(const DemoRasters& rasters) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(rasters.block_count()));
  std::iota(order.begin(), order.end(), 0);
  return order;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::int16_t> pixels_of(const fs::path& path, const model::Grid& grid) {
  const io::DatasetHandle file = io::open_raster(path.string());
  std::vector<std::int16_t> pixels(static_cast<std::size_t>(grid.size()));
  const int cols = static_cast<int>(grid.cols()), rows = static_cast<int>(grid.rows());
  EXPECT_EQ(file->GetRasterXSize(), cols);
  EXPECT_EQ(file->GetRasterYSize(), rows);
  EXPECT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows, GDT_Int16,
                                             0, 0, nullptr),
            CE_None);
  return pixels;
}

TEST_F(DemoFolder, BlocksInAnyOrderGiveTheSameBytes) {
  const DemoLayout layout(1);
  const DemoRasters forwards(folder_ / "a", layout, 2022, false, 512),
      backwards(folder_ / "b", layout, 2022, false, 512);
  std::vector<std::int64_t> order = in_order(forwards);
  ASSERT_EQ(order.size(), 4U);
  write_blocks(forwards, order);
  write_blocks(backwards, {order.rbegin(), order.rend()});
  std::int64_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_ / "a")) {
    if (!entry.is_regular_file()) continue;
    const fs::path twin = folder_ / "b" / fs::relative(entry.path(), folder_ / "a");
    EXPECT_EQ(bytes_of(entry.path()), bytes_of(twin)) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 8 * (4 + 1));
}

TEST_F(DemoFolder, MosaicHoldsThePixelsOfTheSingleFile) {
  const DemoLayout layout(1);
  const DemoRasters single(folder_ / "single", layout, 2022, false),
      parts(folder_ / "parts", layout, 2022, false, 256);
  write_blocks(single, in_order(single));
  write_blocks(parts, in_order(parts));
  for (const DemoLayer& layer : single.layers()) {
    EXPECT_EQ(pixels_of(folder_ / "single" / single.path_of(layer), layout.grid()),
              pixels_of(folder_ / "parts" / parts.path_of(layer), layout.grid()));
  }
  EXPECT_EQ(single.path_of({true, 0, 8}), "ndvi/ndvi-2006-08.tif");
  EXPECT_EQ(parts.path_of({false, 3, 0}), "landcover/landcover-2020.vrt");
}

TEST_F(DemoFolder, TwelveMonthsPeakInAugust) {
  const DemoLayout layout(1);
  const DemoRasters rasters(folder_, layout, 2022, true);
  EXPECT_EQ(rasters.layers().size(), 4U * 13U);
  write_blocks(rasters, in_order(rasters));
  double mean[13] = {};
  for (int month = 1; month <= 12; ++month) {
    for (const std::int16_t code : pixels_of(folder_ / rasters.path_of({true, 0, month}), layout.grid())) {
      mean[month] += code / 1e4 / static_cast<double>(layout.grid().size());
    }
  }
  EXPECT_EQ(std::max_element(mean + 1, mean + 13) - mean, 8);
  EXPECT_GT(mean[8], 0.3);
  EXPECT_LT(mean[1], 0.15);
}

TEST_F(DemoFolder, PolygonsGiveTheSameBytesAndReadBack) {
  const io::Crs crs = io::Crs::from_text("EPSG:32649");
  const std::vector<NamedRing> mines = mine_polygons(DemoLayout(2));
  write_polygons(folder_ / "a.gpkg", "mines", crs, mines);
  write_polygons(folder_ / "b.gpkg", "mines", crs, mines);
  write_polygons(folder_ / "b.gpkg", "mines", crs, mines);
  EXPECT_EQ(bytes_of(folder_ / "a.gpkg"), bytes_of(folder_ / "b.gpkg"));
  const io::DatasetHandle file = io::open_vector((folder_ / "a.gpkg").string());
  OGRLayer& layer = io::layer_of(*file, "mines");
  ASSERT_EQ(layer.GetFeatureCount(), 6);
  const io::FeatureHandle first(layer.GetNextFeature());
  EXPECT_STREQ(first->GetFieldAsString("name"), "Antaibao 1-1");
  EXPECT_TRUE(first->GetGeometryRef()->IsValid());
  EXPECT_NEAR(first->GetGeometryRef()->toPolygon()->get_Area(), ring_area_m2(mines[0].ring), 1e-3);
}

}  // namespace
}  // namespace minenpp::survey
