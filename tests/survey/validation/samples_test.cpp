#include "survey/validation/samples.h"

#include <cmath>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "model/error.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// A table of samples and settings that name it; 100 x 100 pixels of 30 m in UTM 49N around 112.3 E, 39.5 N.
class Samples : public ::testing::Test {
 protected:
  Samples()
      : folder_(std::filesystem::temp_directory_path() / ("minenpp-samples-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Samples() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& table) {
    const auto path = folder_ / "samples.csv";
    std::ofstream(path) << table;
    settings.set("validation.samples", path.string());
  }

  [[nodiscard]] SampleInputs read(bool full_year = false) const {
    return read_sample_inputs(settings, grid, full_year);
  }

  [[nodiscard]] std::string error(model::Fault fault, bool full_year = false) const {
    try {
      (void)read(full_year);
    } catch (const model::Error& found) {
      EXPECT_EQ(found.fault(), fault);
      return found.what();
    }
    return "no error";
  }

  std::filesystem::path folder_;
  Settings settings;
  io::StudyGrid grid{model::Grid(610000, 4375000, 30, 30, 100, 100, false), io::Crs::from_text("EPSG:32649")};
};

const std::string in_grid = "id,x,y,year,month,value\n";

TEST_F(Samples, NoneWithoutATable) {
  EXPECT_TRUE(read().samples.empty());
}

TEST_F(Samples, GridCoordinatesFallIntoTheirPixel) {
  // A left or top edge belongs to the pixel, a right or bottom one to the next.
  write(in_grid +
        "a,610000,4375000,2020,8,1\n"
        "b,610030,4374970,2020,8,1\n"
        "c,612999.99,4372000.01,2020,8,1\n"
        "d,613000,4374000,2020,8,1\n"
        "e,609999.99,4374000,2020,8,1\n");
  settings.set("validation.column-x", "x");
  settings.set("validation.column-y", "y");
  const auto found = read().samples;
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(std::pair(found[0].row, found[0].col), std::pair(std::int64_t{0}, std::int64_t{0}));
  EXPECT_EQ(std::pair(found[1].row, found[1].col), std::pair(std::int64_t{1}, std::int64_t{1}));
  EXPECT_EQ(std::pair(found[2].row, found[2].col), std::pair(std::int64_t{99}, std::int64_t{99}));
  EXPECT_EQ(found[3].row, -1);
  EXPECT_EQ(found[4].row, -1);
  EXPECT_NEAR(found[0].longitude_deg, 112.28, 0.05);
  EXPECT_NEAR(found[0].latitude_deg, 39.51, 0.05);
}

TEST_F(Samples, LongitudeAndLatitudeFallIntoTheSamePixel) {
  std::vector<double> lon{42.5}, lat{17.5};
  io::to_lonlat(grid, lon, lat);
  write("id,lon,lat,year,month,value\na," + std::to_string(lon[0]) + "," + std::to_string(lat[0]) +
        ",2020,8,1\n");
  const auto found = read().samples;
  EXPECT_EQ(found.at(0).col, 42);
  EXPECT_EQ(found.at(0).row, 17);
}

TEST_F(Samples, LongitudesOfAGridThatCountsTo360) {
  grid = {model::Grid(205, 61, 0.01, 0.01, 100, 100, true), io::Crs::from_text("EPSG:4326")};
  write("id,lon,lat,year,month,value\na,-154.495,60.495,2020,8,1\n");
  const auto found = read().samples;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(std::pair(found[0].row, found[0].col), std::pair(std::int64_t{50}, std::int64_t{50}));
}

TEST_F(Samples, SwappedCoordinatesStop) {
  grid = {model::Grid(10, 50.1, 0.01, 0.01, 20, 20, true), io::Crs::from_text("EPSG:4326")};
  write("id,lon,lat,year,month,value\na,50,10.1,2020,8,1\n");
  EXPECT_THAT(error(model::Fault::input), HasSubstr("look swapped"));
  write("id,lon,lat,year,month,value\na,70,10.1,2020,8,1\n");
  EXPECT_EQ(read().samples.at(0).row, -1);
}

TEST_F(Samples, UnitsMustFitTheQuantityAndTheSurvey) {
  write("id,lon,lat,year,month,value\na,112.3,39.5,2020,8,1\n");
  settings.set("validation.unit", "t/ha");
  EXPECT_THAT(error(model::Fault::usage), AllOf(HasSubstr("no unit of npp"), HasSubstr("gC/m2/month")));
  settings.set("validation.unit", "gC/m2/year");
  EXPECT_THAT(error(model::Fault::usage), HasSubstr("casa.mode=full_year"));
  EXPECT_TRUE(read(true).rules.whole_years);
  settings.set("validation.unit", "");
  settings.set("validation.quantity", "biomass");
  settings.set("validation.period", "year");
  EXPECT_THAT(error(model::Fault::usage), HasSubstr("validation.period"));
  EXPECT_TRUE(read(true).rules.whole_years);
}

TEST_F(Samples, ImplausibleValuesNameTheUnit) {
  write("id,lon,lat,year,month,value\na,112.3,39.5,2020,8,4000\n");
  EXPECT_THAT(error(model::Fault::input),
              AllOf(HasSubstr("samples.csv"), HasSubstr("line 2"), HasSubstr("outside 0..1000 gC/m2/month")));
}

io::Sample sample_of(double value, double root_shoot = NAN) {
  io::Sample sample;
  sample.value = value;
  sample.root_shoot = root_shoot;
  return sample;
}

TEST(MeasuredNpp, IsTheValueWhereNppWasMeasured) {
  EXPECT_EQ(measured_npp({}, sample_of(41.5), 3), 41.5);
  EXPECT_TRUE(std::isnan(measured_npp({}, sample_of(NAN), 3)));
}

TEST(MeasuredNpp, ComesFromDryMatterByClass) {
  SampleRules rules;
  rules.biomass = true;
  rules.crop_classes = {2, 9};
  EXPECT_DOUBLE_EQ(measured_npp(rules, sample_of(100), 3), 100 * 3.8 * 0.45 / 5);
  EXPECT_DOUBLE_EQ(measured_npp(rules, sample_of(100), 9), 100 * 1.2 * 0.45 / 5);
  EXPECT_DOUBLE_EQ(measured_npp(rules, sample_of(100, 1), 9), 100 * 2 * 0.45 / 5);
  rules.root_shoot = 3;
  rules.growing_months = 6;
  EXPECT_DOUBLE_EQ(measured_npp(rules, sample_of(100), 9), 100 * 4 * 0.45 / 6);
  EXPECT_DOUBLE_EQ(measured_npp(rules, sample_of(100, 1), 9), 100 * 2 * 0.45 / 6);
  rules.whole_years = true;
  rules.to_base_unit = 100;  // t/ha
  EXPECT_DOUBLE_EQ(measured_npp(rules, sample_of(1), 3), 100 * 4 * 0.45);
  EXPECT_TRUE(std::isnan(measured_npp(rules, sample_of(NAN), 3)));
}

}  // namespace
}  // namespace minenpp::survey
