#include "survey/demo/demo_tables.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/demo/demo_ground.h"
#include "survey/demo/demo_survey_file.h"
#include "survey/demo/station_weather.h"

namespace minenpp::survey {
namespace {

io::StudyGrid study_of(const DemoLayout& layout) {
  return {layout.grid(), io::Crs::from_text("EPSG:32649")};
}

TEST(StationWeather, HasPlausibleAugusts) {
  for (int station = 0; station < station_count; ++station) {
    for (int year = 0; year < demo_year_count; ++year) {
      const MonthlyWeather august = station_weather(station, year, 8);
      EXPECT_GT(august.temperature_c, 18);
      EXPECT_LT(august.temperature_c, 21.5);
      EXPECT_GT(august.precipitation_mm, 55);
      EXPECT_LT(august.precipitation_mm, 135);
      EXPECT_GT(august.radiation_mj_m2, 450);
      EXPECT_LT(august.radiation_mj_m2, 600);
    }
  }
}

TEST(StationWeather, DryIn2016AndWetIn2020) {
  for (int station = 0; station < station_count; ++station) {
    double rain[demo_year_count] = {};
    for (int year = 0; year < demo_year_count; ++year) {
      for (int month = 1; month <= 12; ++month)
        rain[year] += station_weather(station, year, month).precipitation_mm;
    }
    EXPECT_EQ(std::min_element(rain, rain + demo_year_count) - rain, 2);
    EXPECT_EQ(std::max_element(rain, rain + demo_year_count) - rain, 3);
  }
}

TEST(StationTable, HasAllMonthsOfAllStationsAndYears) {
  for (const std::int64_t scale : {1, 6}) {
    const std::string table = station_table(study_of(DemoLayout(scale)));
    EXPECT_THAT(table, ::testing::StartsWith(
                           "id,lon,lat,elevation,year,month,temperature,precipitation,radiation\n"));
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + 6 * 4 * 12);
    EXPECT_THAT(table, ::testing::Not(::testing::HasSubstr("nan")));
  }
}

TEST(FieldSamples, ExplainThePapersShareOfTheVariance) {
  const DemoLayout layout(1);
  const std::vector<FieldSample> samples = field_samples(2022, layout, DistrictMines());
  ASSERT_EQ(samples.size(), 45U);
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  for (const FieldSample& sample : samples) {
    EXPECT_GT(sample.model_npp, 0);
    EXPECT_GE(sample.measured_npp, 1);
    const double x = sample.model_npp, y = sample.measured_npp;
    sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
  }
  const double n = 45;
  const double r2 = (sxy - sx * sy / n) * (sxy - sx * sy / n) / ((sxx - sx * sx / n) * (syy - sy * sy / n));
  EXPECT_NEAR(r2, 0.70, 0.04);
  const std::string table = sample_table(study_of(layout), samples);
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 46);
}

TEST(FieldSamples, AThirdLiesOnReclaimedLand) {
  const DistrictMines mines;
  int reclaimed = 0;
  for (const FieldSample& sample : field_samples(2022, DemoLayout(4), mines)) {
    const DemoGround ground = make_ground(2022, {sample.row, sample.col, 1, 1}, mines);
    if (is_reclaimed(ground.land[sample_year][0])) ++reclaimed;
  }
  EXPECT_EQ(reclaimed, 15);
}

TEST(DemoSurveyFile, NamesTheRastersAndSaysItIsSynthetic) {
  const std::string file = demo_survey_file({6, 2022, true, "vrt"});
  EXPECT_THAT(file, ::testing::HasSubstr("pattern=ndvi/ndvi-{year}-{month}.vrt\n"));
  EXPECT_THAT(file, ::testing::HasSubstr("mode=full_year\n"));
  EXPECT_THAT(demo_survey_file({1, 2022, false, "tif"}), ::testing::HasSubstr("mode=imaged_month\n"));
  EXPECT_THAT(demo_readme({1, 2022, false, "tif"}), ::testing::StartsWith("SYNTHETIC"));
}

}  // namespace
}  // namespace minenpp::survey
