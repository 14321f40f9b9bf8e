#include "survey/demo/scene_writer.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include <cpl_minixml.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "io/gdal/dataset.h"
#include "model/casa/pixel_quality.h"
#include "survey/demo/demo_survey_file.h"
#include "survey/demo/scene_metadata.h"

namespace minenpp::survey {
namespace {

namespace fs = std::filesystem;
using model::LandsatSensor;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The twin of August, made once for all tests.
class SceneFolder : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder() = fs::temp_directory_path() / ("minenpp-scenes-" + std::to_string(::getpid()));
    fs::create_directories(folder());
    twin().make_folders();
    for (std::int64_t block = 0; block < twin().block_count(); ++block)
      twin().write_block(block, [](std::int64_t) {});
  }
  static void TearDownTestSuite() {
    std::error_code ignored;
    fs::remove_all(folder(), ignored);
  }

  static fs::path& folder() {
    static fs::path path;
    return path;
  }
  static const DemoRasters& twin() {
    static const DemoRasters rasters(folder(), DemoLayout(1), 2022, false, DemoRasters::default_block_edge,
                                     "truth");
    return rasters;
  }

  static std::int64_t index_of(const SceneWriter& writer, LandsatSensor sensor, int path,
                               bool overcast = false) {
    const auto found = std::ranges::find_if(writer.scenes(), [&](const DemoScene& scene) {
      return scene.sensor == sensor && scene.path == path && (scene.cloud_share == 1) == overcast;
    });
    return found - writer.scenes().begin();
  }

  static fs::path file_of(const DemoScene& scene, const std::string& layer) {
    return folder() / "scenes" / product_id(scene) / scene_file_name(scene, layer);
  }

  template <typename Pixel = std::uint16_t>
  static std::vector<Pixel> pixels_of(const fs::path& path, const model::Grid& grid,
                                      GDALDataType type = GDT_UInt16) {
    const io::DatasetHandle file = io::open_raster(path.string());
    std::vector<Pixel> pixels(static_cast<std::size_t>(grid.size()));
    const int cols = static_cast<int>(grid.cols()), rows = static_cast<int>(grid.rows());
    EXPECT_EQ(file->GetRasterXSize(), cols);
    EXPECT_EQ(file->GetRasterYSize(), rows);
    EXPECT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows, type, 0,
                                               0, nullptr),
              CE_None);
    return pixels;
  }

  static std::vector<std::int16_t> truth_of(const DemoScene& scene) {
    return pixels_of<std::int16_t>(folder() / twin().path_of({true, scene.year, 8}), twin().study().grid,
                                   GDT_Int16);
  }
};

// NDVI of a scene's pixel as a survey would read it; NaN where it would not.
class SceneReader {
 public:
  SceneReader(LandsatSensor sensor, std::vector<std::uint16_t> red, std::vector<std::uint16_t> nir,
              std::vector<std::uint16_t> quality, std::vector<std::uint16_t> saturation)
      : sensor_(sensor),
        red_(std::move(red)),
        nir_(std::move(nir)),
        quality_(std::move(quality)),
        saturation_(std::move(saturation)) {
    calibration_.red = calibration_.nir = model::collection2_surface();
    if (sensor != LandsatSensor::oli) calibration_.harmonisation = model::Harmonisation::ndvi_surface;
  }

  [[nodiscard]] bool usable(std::size_t i) const {
    return quality_of(i).usable &&
           !model::is_saturated(model::SaturationLayout::qa_radsat, sensor_, saturation_[i]);
  }
  [[nodiscard]] model::PixelQuality quality_of(std::size_t i) const {
    return model::read_quality(model::QualityLayout::qa_pixel, sensor_, model::SnowRule::mask, quality_[i]);
  }
  [[nodiscard]] double ndvi(std::size_t i) const { return model::ndvi_of(calibration_, red_[i], nir_[i]); }
  [[nodiscard]] bool empty(std::size_t i) const { return red_[i] == 0 && nir_[i] == 0; }

 private:
  LandsatSensor sensor_;
  model::NdviCalibration calibration_;
  std::vector<std::uint16_t> red_, nir_, quality_, saturation_;
};

TEST_F(SceneFolder, ClearPixelsShowTheTwinAndNoOthersDo) {
  SceneWriter writer(folder(), twin(), 2022, false);
  writer.make_folders();
  for (const auto& [sensor, path] : {std::pair{LandsatSensor::tm, 126}, std::pair{LandsatSensor::etm, 126},
                                     std::pair{LandsatSensor::oli, 126}, std::pair{LandsatSensor::tm, 125},
                                     std::pair{LandsatSensor::oli, 125}}) {
    const std::int64_t index = index_of(writer, sensor, path);
    const DemoScene& scene = writer.scenes()[static_cast<std::size_t>(index)];
    SCOPED_TRACE(product_id(scene));
    writer.write(index);
    const SceneGeometry geometry = scene_geometry(path, twin().study());
    const model::Grid& grid = geometry.place.grid;
    const bool oli = sensor == LandsatSensor::oli;
    const SceneReader reader(sensor, pixels_of(file_of(scene, oli ? "SR_B4.TIF" : "SR_B3.TIF"), grid),
                             pixels_of(file_of(scene, oli ? "SR_B5.TIF" : "SR_B4.TIF"), grid),
                             pixels_of(file_of(scene, "QA_PIXEL.TIF"), grid),
                             pixels_of(file_of(scene, "QA_RADSAT.TIF"), grid));
    const std::vector<std::int16_t> truth = truth_of(scene);
    std::int64_t usable = 0, spoilt = 0, covered = 0, gaps = 0;
    double worst = 0, nearest_wrong = 2;
    for (std::size_t i = 0; i < geometry.shows.size(); ++i) {
      const std::int64_t shown = geometry.shows[i];
      EXPECT_EQ(reader.quality_of(i).fill, reader.empty(i));
      if (shown < 0) {
        EXPECT_TRUE(reader.empty(i));
      }
      if (reader.empty(i)) {
        gaps += shown >= 0 ? 1 : 0;
        continue;
      }
      const double error = std::abs(reader.ndvi(i) - truth[static_cast<std::size_t>(shown)] / 1e4);
      if (reader.usable(i)) {
        ++usable;
        worst = std::max(worst, error);
      } else if (reader.quality_of(i).usable) {
        ++spoilt;
        EXPECT_GT(error, 2e-4);
      } else {
        ++covered;
        if (reader.ndvi(i) > 0.5) nearest_wrong = std::min(nearest_wrong, error);
      }
    }
    EXPECT_LT(worst, 5e-5);
    EXPECT_GT(nearest_wrong, 0.01);
    EXPECT_GT(usable, grid.size() / 4);
    EXPECT_GT(covered, grid.size() / 50);
    EXPECT_GT(spoilt, 50);
    const auto seen = static_cast<double>(usable + spoilt + covered + gaps);
    if (sensor == LandsatSensor::etm) {
      EXPECT_NEAR(static_cast<double>(gaps) / seen, 0.22, 0.02);
    } else {
      EXPECT_EQ(gaps, 0);
    }
  }
}

TEST_F(SceneFolder, WriteTheSameBytesInAnyOrder) {
  SceneWriter first(folder(), twin(), 2022, false);
  first.make_folders();
  const std::vector<std::int64_t> some{index_of(first, LandsatSensor::etm, 126),
                                       index_of(first, LandsatSensor::oli, 125),
                                       index_of(first, LandsatSensor::oli, 125, true)};
  const auto all_bytes = [&] {
    std::vector<std::string> bytes;
    for (const std::int64_t index : some) {
      const DemoScene& scene = first.scenes()[static_cast<std::size_t>(index)];
      for (const fs::directory_entry& entry : fs::directory_iterator(folder() / "scenes" / product_id(scene)))
        bytes.push_back(entry.path().filename().string() + bytes_of(entry.path()));
    }
    std::ranges::sort(bytes);
    return bytes;
  };
  for (const std::int64_t index : some) first.write(index);
  const std::vector<std::string> forwards = all_bytes();
  EXPECT_EQ(forwards.size(), 7 * some.size());
  for (auto index = some.rbegin(); index != some.rend(); ++index)
    SceneWriter(folder(), twin(), 2022, false).write(*index);
  EXPECT_EQ(all_bytes(), forwards);
  SceneWriter(folder(), twin(), 2023, false).write(some.front());
  EXPECT_NE(all_bytes(), forwards);
}

TEST_F(SceneFolder, FilesAreLaidOutAsProductsAre) {
  SceneWriter writer(folder(), twin(), 2022, false);
  writer.make_folders();
  for (const auto& [sensor, rows, cols] :
       {std::tuple{LandsatSensor::tm, 1, 816}, std::tuple{LandsatSensor::etm, 7, 816},
        std::tuple{LandsatSensor::oli, 256, 256}}) {
    const std::int64_t index = index_of(writer, sensor, 126);
    writer.write(index);
    const DemoScene& scene = writer.scenes()[static_cast<std::size_t>(index)];
    for (const std::string layer : {"SR_B4.TIF", "QA_PIXEL.TIF", "QA_RADSAT.TIF"}) {
      const io::DatasetHandle file = io::open_raster(file_of(scene, layer).string());
      GDALRasterBand& band = *file->GetRasterBand(1);
      int block_cols = 0, block_rows = 0, has_nodata = 0;
      band.GetBlockSize(&block_cols, &block_rows);
      EXPECT_EQ(band.GetRasterDataType(), GDT_UInt16);
      EXPECT_EQ(block_rows, rows);
      EXPECT_EQ(block_cols, cols);
      const double nodata = band.GetNoDataValue(&has_nodata);
      EXPECT_EQ(has_nodata != 0, layer != "QA_RADSAT.TIF");
      if (has_nodata != 0) {
        EXPECT_EQ(nodata, layer == "SR_B4.TIF" ? 0 : 1);
      }
      double transform[6];
      file->GetGeoTransform(transform);
      EXPECT_EQ(transform[0], 603810 - 48 * 30);
      EXPECT_EQ(transform[3], 4385430 + 48 * 30);
    }
  }
}

TEST_F(SceneFolder, ThreeFormsOfMetadataSayTheSame) {
  const DemoScene scene = scene_plan(false).back();
  const io::StudyGrid place = scene_geometry(demo_home_path, twin().study()).place;
  const std::vector<MtlGroup> groups = scene_metadata(scene, place, 12.345);
  const std::string text = mtl_text(groups);
  EXPECT_THAT(text, ::testing::StartsWith("GROUP = LANDSAT_METADATA_FILE\n  GROUP = PRODUCT_CONTENTS\n"));
  EXPECT_THAT(text, ::testing::EndsWith("END_GROUP = LANDSAT_METADATA_FILE\nEND\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("    SPACECRAFT_ID = \"LANDSAT_8\"\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("    DATE_ACQUIRED = 2020-08-24\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("    CLOUD_COVER = 12.3"));
  EXPECT_THAT(text, ::testing::HasSubstr("    CORNER_UL_PROJECTION_X_PRODUCT = 602385.000\n"));
  const auto json = nlohmann::json::parse(mtl_json(groups));
  CPLXMLNode* xml = CPLParseXMLString(mtl_xml(groups).c_str());
  ASSERT_NE(xml, nullptr);
  for (const MtlGroup& group : groups) {
    for (const MtlField& field : group.fields) {
      EXPECT_EQ(json["LANDSAT_METADATA_FILE"][group.name][field.key], field.value);
      const std::string path = "=LANDSAT_METADATA_FILE." + group.name + "." + field.key;
      EXPECT_EQ(CPLGetXMLValue(xml, path.c_str(), ""), field.value);
    }
  }
  CPLDestroyXMLNode(xml);
}

TEST_F(SceneFolder, ScenesOfALongerDemoAreRemoved) {
  const fs::path other = folder() / "scenes" / "mine";
  fs::create_directories(other);
  SceneWriter(folder(), twin(), 2022, true).make_folders();
  const auto folders = [&] {
    return std::distance(fs::directory_iterator(folder() / "scenes"), fs::directory_iterator());
  };
  EXPECT_EQ(folders(), static_cast<std::ptrdiff_t>(scene_plan(true).size() + 1));
  SceneWriter(folder(), twin(), 2022, false).make_folders();
  EXPECT_EQ(folders(), static_cast<std::ptrdiff_t>(scene_plan(false).size() + 1));
  EXPECT_TRUE(fs::exists(other));
}

TEST(SceneGeometry, EastPathHoldsTheEasternPartOnMultiplesOfThirty) {
  const io::StudyGrid study{DemoLayout(1).grid(), io::Crs::from_text("EPSG:32649")};
  const SceneGeometry east = scene_geometry(demo_east_path, study);
  EXPECT_EQ(east.place.crs.code(), "EPSG:32650");
  EXPECT_EQ(std::fmod(east.place.grid.x(0), 30), 0);
  EXPECT_EQ(std::fmod(east.place.grid.y(0), 30), 0);
  std::vector<std::uint8_t> seen(static_cast<std::size_t>(study.grid.size()));
  for (const std::int64_t shown : east.shows) {
    if (shown >= 0) seen[static_cast<std::size_t>(shown)] = 1;
  }
  for (std::int64_t i = 0; i < study.grid.size(); ++i) {
    if (i % 720 < 288) {
      ASSERT_EQ(seen[static_cast<std::size_t>(i)], 0);
    }
  }
  // Turned against each other by some degrees, the two pixel grids miss a few of each other's pixels.
  EXPECT_GT(static_cast<double>(std::ranges::count(seen, 1)), 0.9 * 820 * 432);
}

TEST(SceneGeometry, HomePathHoldsAllOfTheStudyAreaAtEveryScale) {
  for (const std::int64_t scale : {1, 2, 3, 4}) {
    const io::StudyGrid study{DemoLayout(scale).grid(), io::Crs::from_text("EPSG:32649")};
    const SceneGeometry home = scene_geometry(demo_home_path, study);
    const model::Grid& grid = home.place.grid;
    std::int64_t rim = 0;
    for (std::int64_t row = 0; row < grid.rows(); ++row) {
      for (std::int64_t col = 0; col < grid.cols(); ++col) {
        const std::int64_t shown = home.shows[static_cast<std::size_t>(row * grid.cols() + col)];
        rim += shown < 0 ? 1 : 0;
        const std::int64_t r = row - 48, c = col - 48;
        if (r < 0 || c < 0 || r >= study.grid.rows() || c >= study.grid.cols()) continue;
        ASSERT_EQ(shown, r * study.grid.cols() + c);
      }
    }
    EXPECT_GT(rim, grid.rows() * 10);
  }
}

TEST(SceneSurvey, NamesScenesInsteadOfRasters) {
  DemoDescription demo;
  demo.raster_ending = "tif";
  EXPECT_THAT(demo_survey_file(demo), ::testing::HasSubstr("pattern=ndvi/ndvi-{year}-{month}.tif"));
  EXPECT_THAT(demo_survey_file(demo), ::testing::Not(::testing::HasSubstr("[scenes]")));
  demo.scenes = true;
  const std::string survey = demo_survey_file(demo);
  EXPECT_THAT(survey, ::testing::HasSubstr("[scenes]\nfrom=scenes\n"));
  EXPECT_THAT(survey, ::testing::HasSubstr("from=truth/ndvi-2006-08.tif"));
  EXPECT_THAT(survey, ::testing::Not(::testing::HasSubstr("pattern=ndvi")));
  EXPECT_THAT(survey, ::testing::Not(::testing::HasSubstr("scale=")));
}

}  // namespace
}  // namespace minenpp::survey
