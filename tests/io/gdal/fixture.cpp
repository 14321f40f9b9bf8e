#include "io/gdal/fixture.h"

#include <cstdlib>
#include <fstream>

#include <cpl_string.h>
#include <unistd.h>

#include "io/gdal/handles.h"
#include "io/gdal/session.h"

namespace minenpp::testing {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  static int made = 0;
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string name = test != nullptr ? test->name() : "setup";
  for (char& c : name)
    if (c == '/') c = '_';
  path_ = fs::temp_directory_path() /
          ("minenpp_" + name + "_" + std::to_string(::getpid()) + "_" + std::to_string(made++));
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return file(name);
}

std::string error_of(const std::function<void()>& work, model::Fault fault) {
  try {
    work();
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), fault) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "an error was expected";
  return {};
}

void write_raster(const std::string& path, const TestRaster& raster) {
  io::start_gdal();
  CPLStringList options;
  for (const auto& option : raster.options) options.AddString(option.c_str());
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const io::DatasetHandle dataset(driver->Create(path.c_str(), raster.cols, raster.rows, raster.bands,
                                                 GDALGetDataTypeByName(raster.type.c_str()), options.List()));
  ASSERT_TRUE(dataset);
  double transform[6] = {raster.west, raster.dx, 0, raster.north, 0, -raster.dy};
  dataset->SetGeoTransform(transform);
  if (!raster.crs.empty()) {
    OGRSpatialReference srs;
    ASSERT_EQ(srs.SetFromUserInput(raster.crs.c_str()), OGRERR_NONE);
    dataset->SetSpatialRef(&srs);
  }
  std::vector<double> line(static_cast<std::size_t>(raster.cols));
  for (int band = 1; band <= raster.bands; ++band) {
    if (raster.has_nodata) dataset->GetRasterBand(band)->SetNoDataValue(raster.nodata);
    for (int row = 0; row < raster.rows; ++row) {
      for (int col = 0; col < raster.cols; ++col)
        line[static_cast<std::size_t>(col)] = raster.value ? raster.value(band, row, col) : 0;
      ASSERT_EQ(dataset->GetRasterBand(band)->RasterIO(GF_Write, 0, row, raster.cols, 1, line.data(),
                                                       raster.cols, 1, GDT_Float64, 0, 0, nullptr),
                CE_None);
    }
  }
}

std::string real_data() {
  const char* named = std::getenv("MINENPP_DATA");
  const fs::path folder =
      named != nullptr ? fs::path(named) : fs::path(MINENPP_SOURCE_DIR) / ".." / "shared" / "data";
  return fs::is_directory(folder) ? folder.string() : std::string();
}

}  // namespace minenpp::testing
