#include "survey/catalogue/month_warnings.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

YearRasters with_images(int year, const std::vector<int>& months) {
  YearRasters rasters;
  rasters.year = year;
  for (const int month : months) rasters.ndvi.push_back({"n.tif", 1, month});
  return rasters;
}

/// Two stations, one of them frozen from November to March, with precipitation of the `wet` months.
Catalogue february_survey(const std::vector<int>& wet) {
  Catalogue catalogue;
  catalogue.science.casa.mode = model::SurveyMode::imaged_month;
  catalogue.science.casa.water_stress = model::WaterStress::monthly;
  catalogue.years = {with_images(2016, {2, 8})};
  catalogue.gridded.resize(1);
  StationYear stations;
  stations.year = 2016;
  stations.ids = {"a", "b"};
  for (int month = 1; month <= 12; ++month) {
    const bool cold = month <= 3 || month >= 11;
    const bool there = std::ranges::find(wet, month) != wet.end();
    stations.of(WeatherVariable::temperature, month) = {cold ? 0.0 : 12.0, 3.0};
    stations.of(WeatherVariable::precipitation, month) = {there ? 20.0 : model::no_data, model::no_data};
  }
  catalogue.stations = {stations};
  return catalogue;
}

std::vector<std::string> warned(const Catalogue& catalogue) {
  Notices notices(false, "warning");
  warn_about_frozen_months(catalogue, notices);
  warn_about_filled_months(catalogue, notices);
  return notices.warnings();
}

TEST(MonthWarnings, NameFrozenMonthsAndThoseWithoutPrecipitation) {
  EXPECT_THAT(
      warned(february_survey({2, 8})),
      ElementsAre(HasSubstr("2016: month(s) 2 may be frozen, and there is no precipitation of month(s) "
                            "1, 3, 4, 5, 6, 7, 9, 10, 11, 12;")));
  EXPECT_THAT(warned(february_survey({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})), IsEmpty());
}

TEST(MonthWarnings, NoFrozenMonthIsSaidWhereNoneIsSurveyedOrOthersDecide) {
  auto catalogue = february_survey({2, 8});
  catalogue.years = {with_images(2016, {8})};
  EXPECT_THAT(warned(catalogue), IsEmpty());
  catalogue = february_survey({2, 8});
  catalogue.science.casa.water_stress = model::WaterStress::annual;
  EXPECT_THAT(warned(catalogue), IsEmpty());
  catalogue = february_survey({2, 8});
  for (auto& band : catalogue.gridded[0].bands[static_cast<std::size_t>(WeatherVariable::precipitation)])
    band = GriddedBand{};
  EXPECT_THAT(warned(catalogue), IsEmpty()) << "precipitation comes from rasters";
}

TEST(MonthWarnings, NameMonthsWithoutAnImageInAnyYear) {
  Catalogue catalogue;
  catalogue.science.casa.mode = model::SurveyMode::full_year;
  catalogue.science.filling = model::GapFilling::linear;
  catalogue.years = {with_images(2016, {5, 6, 7, 8, 9}), with_images(2020, {4, 6, 7, 8, 9, 10, 12})};
  EXPECT_THAT(warned(catalogue), ElementsAre(HasSubstr("month(s) 1, 2, 3, 11 have no NDVI in any year")));
  catalogue.science.casa.mode = model::SurveyMode::imaged_month;
  EXPECT_THAT(warned(catalogue), IsEmpty());
}

std::vector<std::string> missing(const Catalogue& catalogue) {
  Notices notices(false, "warning");
  warn_about_missing_months(catalogue, notices);
  return notices.warnings();
}

TEST(MonthWarnings, NameMonthsThatOnlyOtherYearsHave) {
  Catalogue catalogue;
  catalogue.science.casa.mode = model::SurveyMode::imaged_month;
  catalogue.years = {with_images(2006, {7, 8}), with_images(2010, {7, 8, 8})};
  EXPECT_THAT(missing(catalogue), IsEmpty());
  catalogue.years = {with_images(2006, {7, 8}), with_images(2007, {8}), with_images(2008, {8}),
                     with_images(2009, {8}),    with_images(2016, {7}), with_images(2020, {7, 8})};
  EXPECT_THAT(missing(catalogue),
              ElementsAre("2007 to 2009: no NDVI of month(s) 7, which other years have; they have no NPP in "
                          "such a year",
                          HasSubstr("2016: no NDVI of month(s) 8, which")));
}

TEST(MonthWarnings, NameMonthsOfAYearThatAreFilled) {
  Catalogue catalogue;
  catalogue.science.casa.mode = model::SurveyMode::full_year;
  catalogue.science.filling = model::GapFilling::linear;
  catalogue.years = {with_images(2018, {5, 6, 7}), with_images(2019, {4, 5, 6, 7, 9})};
  EXPECT_THAT(missing(catalogue), ElementsAre("2018: no NDVI of month(s) 4, 9, which other years have; they are "
                                              "filled from the year's other months (ndvi.fill)"));
}

TEST(MonthWarnings, ManySetsOfMissingMonthsAreCounted) {
  Catalogue catalogue;
  for (int month = 1; month <= 8; ++month) catalogue.years.push_back(with_images(2000 + month, {month}));
  const auto texts = missing(catalogue);
  ASSERT_EQ(texts.size(), 6U);
  EXPECT_THAT(texts.back(), HasSubstr("3 more year(s)"));
}

}  // namespace
}  // namespace minenpp::survey
