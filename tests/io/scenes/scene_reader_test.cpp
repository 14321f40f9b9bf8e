#include "io/scenes/scene_reader.h"

#include <cmath>
#include <filesystem>

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "io/scenes/dark_object.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using ::minenpp::testing::TestRaster;
using ::minenpp::testing::write_raster;
using model::Window;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int edge = 120, clear_land = 21824, cloud = 22280, fill = 1, clear_water = 21952;

StudyGrid study_at(double west, std::int64_t rows, std::int64_t cols, double pixel = 30) {
  return {model::Grid(west, 4390000, pixel, pixel, rows, cols, false), Crs::from_text("EPSG:32649")};
}

double red_of(int row, int col) {
  return 9000 + 3 * row + 7 * col;
}
double nir_of(int row, int col) {
  return 18000 + 11 * col - 5 * row;
}
/// Cloud in a block, fill in the last column, water in the first row.
int quality_of(int row, int col) {
  if (col == edge - 1) return fill;
  if (row >= 40 && row < 60 && col >= 50 && col < 80) return cloud;
  return row == 0 ? clear_water : clear_land;
}

/// A Collection 2 Level-2 scene of 120 x 120 pixels.
class SceneFolder {
 public:
  explicit SceneFolder(const std::string& crs = "EPSG:32649", double west = 600000, double north = 4390000) {
    write("red.tif", "UInt16", crs, west, north, red_of);
    write("nir.tif", "UInt16", crs, west, north, nir_of);
    write("qa.tif", "UInt16", crs, west, north, [](int r, int c) { return double(quality_of(r, c)); });
    write("radsat.tif", "UInt16", crs, west, north,
          [](int r, int c) { return r == 5 && c == 6 ? 8.0 : 0.0; });
    scene.id = "TEST";
    scene.red = {folder.file("red.tif"), 1};
    scene.nir = {folder.file("nir.tif"), 1};
    scene.quality = BandFile{folder.file("qa.tif"), 1};
    scene.quality_layout = model::QualityLayout::qa_pixel;
    scene.saturation = BandFile{folder.file("radsat.tif"), 1};
    scene.saturation_layout = model::SaturationLayout::qa_radsat;
    scene.red_calibration = scene.nir_calibration = model::collection2_surface();
  }

  void write(const std::string& name, const std::string& type, const std::string& crs, double west,
             double north, const std::function<double(int, int)>& value, int size = edge) const {
    TestRaster raster;
    raster.rows = raster.cols = size;
    raster.west = west;
    raster.north = north;
    raster.dx = raster.dy = 30;
    raster.crs = crs;
    raster.type = type;
    raster.value = [value](int, int row, int col) { return value(row, col); };
    write_raster(folder.file(name), raster);
  }

  [[nodiscard]] SceneReading reading(Resampling resampling) const {
    SceneReading reading;
    reading.calibration = {scene.red_calibration, scene.nir_calibration, model::Harmonisation::none};
    reading.resampling = resampling;
    return reading;
  }

  TemporaryFolder folder;
  Scene scene;
};

SceneObservations observe_all(const Scene& scene, const SceneReading& reading, const StudyGrid& study) {
  SceneReader reader(scene, reading, study);
  SceneObservations seen;
  reader.load(study.grid.window());
  reader.observe(study.grid.window(), seen);
  return seen;
}

double expected_ndvi(int row, int col) {
  const double red = red_of(row, col) * 2.75e-5 - 0.2, nir = nir_of(row, col) * 2.75e-5 - 0.2;
  return (nir - red) / (nir + red);
}

TEST(SceneReader, MasksAndMarksOnItsOwnGrid) {
  const SceneFolder test;
  const auto study = study_at(600000, edge, edge);
  for (const auto resampling : {Resampling::nearest, Resampling::bilinear, Resampling::cubic})
    for (const bool reflectance : {false, true}) {
      auto reading = test.reading(resampling);
      reading.resample_reflectance = reflectance;
      const auto seen = observe_all(test.scene, reading, study);
      for (int r = 0; r < edge; ++r)
        for (int c = 0; c < edge; ++c) {
          const auto i = static_cast<std::size_t>(r * edge + c);
          const bool hidden = quality_of(r, c) == cloud || quality_of(r, c) == fill || (r == 5 && c == 6);
          ASSERT_EQ(std::isnan(seen.ndvi[i]), hidden) << r << " " << c;
          ASSERT_EQ(seen.present[i], c == edge - 1 ? 0 : 1);
          if (hidden) continue;
          ASSERT_NEAR(seen.ndvi[i], expected_ndvi(r, c), 1e-12);
          ASSERT_EQ(seen.water[i], r == 0 ? 1 : 0);
        }
    }
}

TEST(SceneReader, CloudsDoNotBleedIntoTheirNeighbours) {
  // A cloud of garbage: were it to take part in the interpolation, NDVI beside it would be far off.
  SceneFolder test;
  test.write("red.tif", "UInt16", "EPSG:32649", 600000, 4390000,
             [](int r, int c) { return quality_of(r, c) == cloud ? 43000.0 : red_of(r, c); });
  const auto study = study_at(600011, 110, 110);
  const auto seen = observe_all(test.scene, test.reading(Resampling::bilinear), study);
  std::int64_t beside = 0;
  for (int r = 0; r < 110; ++r)
    for (int c = 0; c < 110; ++c) {
      const auto i = static_cast<std::size_t>(r * 110 + c);
      if (std::isnan(seen.ndvi[i])) continue;
      ASSERT_NEAR(seen.ndvi[i], expected_ndvi(r, c), 0.003);
      beside += r >= 39 && r <= 60 && c >= 49 && c <= 80 ? 1 : 0;
    }
  EXPECT_GT(beside, 50);
}

TEST(SceneReader, ValuesDoNotDependOnTheAreaTheyAreReadIn) {
  const SceneFolder test("EPSG:32650", 82500, 4399000);
  const auto study = study_at(599000, 300, 300);
  for (const auto resampling :
       {Resampling::nearest, Resampling::bilinear, Resampling::cubic, Resampling::average}) {
    const auto reading = test.reading(resampling);
    const auto whole = observe_all(test.scene, reading, study);
    std::int64_t observed = 0;
    for (const Window window :
         {Window{0, 0, 150, 300}, Window{150, 0, 150, 137}, Window{150, 137, 150, 163}}) {
      SceneReader reader(test.scene, reading, study);
      reader.load(window);
      SceneObservations seen;
      reader.observe(window, seen);
      for (std::int64_t k = 0; k < window.size(); ++k) {
        const auto in_whole =
            static_cast<std::size_t>((window.row + k / window.cols) * 300 + window.col + k % window.cols);
        const auto here = static_cast<std::size_t>(k);
        ASSERT_EQ(std::isnan(seen.ndvi[here]), std::isnan(whole.ndvi[in_whole]));
        if (std::isnan(seen.ndvi[here])) continue;
        ++observed;
        ASSERT_EQ(seen.ndvi[here], whole.ndvi[in_whole]);
        ASSERT_EQ(seen.penalty[here], whole.penalty[in_whole]);
      }
    }
    EXPECT_GT(observed, 1000);
  }
}

TEST(SceneReader, CoarsePixelsAreMeansOfTheClearOnes) {
  const SceneFolder test;
  const auto seen = observe_all(test.scene, test.reading(Resampling::average), study_at(600000, 12, 12, 300));
  double sum = 0;
  for (int r = 0; r < 10; ++r)
    for (int c = 10; c < 20; ++c) sum += expected_ndvi(r, c);
  EXPECT_NEAR(seen.ndvi[1], sum / 100, 1e-12);
  EXPECT_TRUE(std::isnan(seen.ndvi[4 * 12 + 6]));  // all cloud
}

TEST(SceneReader, HarmonisesEitherWay) {
  SceneFolder test;
  test.scene.landsat = model::LandsatSensor::etm;
  test.scene.saturation.reset();
  auto reading = test.reading(Resampling::nearest);
  reading.calibration.harmonisation = model::Harmonisation::ndvi_surface;
  const auto study = study_at(600000, edge, edge);
  const auto own = observe_all(test.scene, reading, study);
  reading.resample_reflectance = true;
  const auto later = observe_all(test.scene, reading, study);
  const auto i = static_cast<std::size_t>(20 * edge + 20);
  EXPECT_NEAR(own.ndvi[i], 0.0235 + 0.9723 * expected_ndvi(20, 20), 1e-12);
  EXPECT_NEAR(later.ndvi[i], own.ndvi[i], 1e-12);
}

TEST(SceneReader, SaysWhatIsWrongWithItsFiles) {
  SceneFolder test;
  const auto study = study_at(600000, edge, edge);
  const auto open = [&] { SceneReader(test.scene, test.reading(Resampling::nearest), study); };
  test.write(
      "qa.tif", "UInt16", "EPSG:32649", 600000, 4390000, [](int, int) { return 21824.0; }, 60);
  EXPECT_THAT(error_of(open),
              AllOf(HasSubstr("quality layer"), HasSubstr("60 x 60"), HasSubstr("120 x 120")));
  test.write("qa.tif", "UInt16", "EPSG:32649", 600030, 4390000, [](int, int) { return 21824.0; });
  EXPECT_THAT(error_of(open), AllOf(HasSubstr("quality layer"), HasSubstr("lies elsewhere")));
  std::filesystem::remove(test.folder.file("qa.tif"));
  EXPECT_THAT(error_of(open), HasSubstr("qa.tif"));
}

TEST(SceneReader, FindsFilesThatWereCutOff) {
  SceneFolder test;
  const auto path = test.folder.file("nir.tif");
  std::filesystem::resize_file(path, std::filesystem::file_size(path) * 3 / 4);
  SceneFiles files(test.scene, std::nullopt, "scenes.crs");
  EXPECT_THAT(error_of([&] { files.check_ends(); }),
              AllOf(HasSubstr("near-infrared band"), HasSubstr("nir.tif"), HasSubstr("cut off")));
}

TEST(SceneReader, NeedsACrs) {
  SceneFolder test;
  for (const auto* name : {"red.tif", "nir.tif", "qa.tif", "radsat.tif"})
    test.write(name, "UInt16", "", 600000, 4390000, [](int, int) { return 20000.0; });
  EXPECT_THAT(error_of([&] { SceneFiles(test.scene, std::nullopt, "scenes.crs"); }), HasSubstr("scenes.crs"));
  const SceneFiles given(test.scene, Crs::from_text("EPSG:32649"), "scenes.crs");
  EXPECT_EQ(given.place().crs.code(), "EPSG:32649");
}

TEST(DarkObject, IsTheSmallestNumberThatIsFrequentInTheWholeScene) {
  SceneFolder test;
  test.write("red.tif", "UInt16", "EPSG:32649", 600000, 4390000, [](int r, int c) {
    return r == 0 ? 7000.0 : c < 60 ? 7050.0 : 9000.0 + r * edge + c;
  });
  test.write("nir.tif", "UInt16", "EPSG:32649", 600000, 4390000,
             [](int r, int) { return r == 3 ? 0.0 : 6100.0; });
  SceneFiles files(test.scene, std::nullopt, "scenes.crs");
  const auto dark = find_dark_object(files, 1000);
  EXPECT_EQ(dark[0], 7050);
  EXPECT_EQ(dark[1], 6100);
  EXPECT_EQ(find_dark_object(files, 120)[0], 7000);
  EXPECT_THAT(error_of([&] { static_cast<void>(find_dark_object(files, 1000000)); }),
              AllOf(HasSubstr("no dark object"), HasSubstr("scenes.dark-count")));
}

}  // namespace
}  // namespace minenpp::io
