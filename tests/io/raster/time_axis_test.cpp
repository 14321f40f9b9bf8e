#include "io/raster/time_axis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>

#include "io/gdal/crs.h"
#include "io/gdal/dataset.h"
#include "io/gdal/fixture.h"
#include "io/gdal/session.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::Fault;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Instant {
  const char *units, *calendar;
  double value;
  int year, month;
};

class TimeUnitTest : public ::testing::TestWithParam<Instant> {};

TEST_P(TimeUnitTest, TellsTheMonth) {
  const auto& [units, calendar, value, year, month] = GetParam();
  EXPECT_EQ(TimeUnit(units, calendar).month_of(value), (BandTime{year, month}))
      << units << ", " << calendar << ": " << value;
}

// Expected months by cftime 1.6.2 (num2date) for the units it knows.
INSTANTIATE_TEST_SUITE_P(
    All, TimeUnitTest,
    ::testing::Values(Instant{"days since 1900-01-01 00:00:00", "standard", 42399, 2016, 2},
                      Instant{"days since 1900-01-01", "gregorian", 42428, 2016, 3},
                      Instant{"days since 1900-01-01", "gregorian", 42427.99, 2016, 2},
                      Instant{"hours since 1900-01-01 00:00:00.0", "", 1016832, 2016, 1},
                      Instant{"hours since 1-1-1 00:00:0.0", "standard", 17672352, 2017, 1},
                      Instant{"days since 0001-01-01", "proleptic_gregorian", 735963, 2016, 1},
                      Instant{"days since 0001-01-01", "standard", 735965, 2016, 1},
                      Instant{"days since 0001-01-01", "standard", 735964, 2015, 12},
                      Instant{"days since 1582-10-04", "gregorian", 1, 1582, 10},
                      Instant{"days since 1582-10-04", "gregorian", 18, 1582, 11},
                      Instant{"days since 1850-01-01", "noleap", 60590, 2016, 1},
                      Instant{"days since 1850-01-01", "365_day", 60649, 2016, 3},
                      Instant{"days since 1850-01-01", "360_day", 59760, 2016, 1},
                      Instant{"days since 1850-02-30", "360_day", 0, 1850, 2},
                      Instant{"days since 2000-01-01", "366_day", 366 * 16 + 59, 2016, 2},
                      Instant{"days since 2000-01-01", "julian", 366, 2001, 1},
                      Instant{"seconds since 1970-01-01T00:00:00Z", "", 1451606400, 2016, 1},
                      Instant{"seconds since 1970-01-01 00:00:00 UTC", "", 1451606399, 2015, 12},
                      Instant{"minutes since 2016-01-31 23:00", "", 60, 2016, 2},
                      Instant{"weeks since 2016-01-01", "", 5, 2016, 2},
                      Instant{"days since 2016-03-01", "", -1, 2016, 2},
                      Instant{"months since 1950-01-01", "", 0, 1950, 1},
                      Instant{"months since 1950-01-15", "", 793.5, 2016, 2},
                      Instant{"month since 1950-02-01", "", -2, 1949, 12},
                      Instant{"Days since 1900/1/1", "", 0, 1900, 1}));

TEST(TimeUnit, RefusesWhatTellsNoMonth) {
  const auto error = [](const std::string& units, const std::string& calendar = "") {
    return error_of([&] { const TimeUnit unit(units, calendar); });
  };
  EXPECT_THAT(error("years since 1900-01-01"), AllOf(HasSubstr("years since"), HasSubstr("months")));
  EXPECT_THAT(error("days"), HasSubstr("'days'"));
  EXPECT_THAT(error("days since yesterday"), HasSubstr("'yesterday' is no date"));
  EXPECT_THAT(error("days since 2015-02-29"), HasSubstr("2015-02-29"));
  EXPECT_THAT(error("days since 2015-02-29", "noleap"), HasSubstr("2015-02-29"));
  EXPECT_THAT(error("days since 2015-01-01", "mayan"), AllOf(HasSubstr("mayan"), HasSubstr("360_day")));
  EXPECT_NO_THROW(TimeUnit("days since 2015-02-29", "all_leap"));
  const TimeUnit unit("days since 1900-01-01", "");
  EXPECT_THAT(error_of([&] { static_cast<void>(unit.month_of(1e20)); }), HasSubstr("1e+20"));
  EXPECT_THAT(error_of([&] { static_cast<void>(unit.month_of(std::numeric_limits<double>::quiet_NaN())); }),
              HasSubstr("nan"));
}

/// A raster in memory with the metadata that GDAL's netCDF driver gives.
DatasetHandle with_axis(const std::vector<double>& times, const std::string& units,
                        const std::string& calendar,
                        const std::vector<std::pair<std::string, std::string>>& more = {}) {
  start_gdal();
  DatasetHandle raster(GetGDALDriverManager()->GetDriverByName("MEM")->Create(
      "", 3, 2, static_cast<int>(times.size()), GDT_Float32, nullptr));
  raster->SetMetadataItem("NETCDF_DIM_EXTRA", "{level,time}");
  raster->SetMetadataItem("NETCDF_DIM_time_DEF", fmt::format("{{{},6}}", times.size()).c_str());
  raster->SetMetadataItem("NETCDF_DIM_time_VALUES", fmt::format("{{{}}}", fmt::join(times, ",")).c_str());
  raster->SetMetadataItem("level#units", "m");
  raster->SetMetadataItem("time#units", units.c_str());
  raster->SetMetadataItem("time#calendar", calendar.c_str());
  for (const auto& [key, value] : more) raster->SetMetadataItem(key.c_str(), value.c_str());
  for (std::size_t i = 0; i < times.size(); ++i)
    raster->GetRasterBand(static_cast<int>(i) + 1)
        ->SetMetadataItem("NETCDF_DIM_time", fmt::format("{:.16g}", times[i]).c_str());
  return raster;
}

TEST(TimeAxis, GivesEveryBandItsMonth) {
  const auto raster = with_axis({15, 45.5, 410}, "days since 2015-12-01", "noleap");
  EXPECT_THAT(time_axis(*raster, "").value(),
              ElementsAre(BandTime{2015, 12}, BandTime{2016, 1}, BandTime{2017, 1}));
}

TEST(TimeAxis, IsAbsentWhereNothingCountsTime) {
  const auto raster = with_axis({1, 2}, "hPa", "");
  EXPECT_FALSE(time_axis(*raster, "").has_value());
  start_gdal();
  const DatasetHandle plain(
      GetGDALDriverManager()->GetDriverByName("MEM")->Create("", 2, 2, 12, GDT_Byte, nullptr));
  EXPECT_FALSE(time_axis(*plain, "").has_value());
}

TEST(TimeAxis, AClimatologyHasNoYear) {
  const auto raster =
      with_axis({15, 45}, "days since 1960-01-01", "", {{"time#climatology", "climatology_bounds"}});
  EXPECT_THAT(time_axis(*raster, "").value(), ElementsAre(BandTime{{}, 1}, BandTime{{}, 2}));
}

TEST(TimeAxis, ABandWithoutItsTimeIsAnError) {
  const auto raster = with_axis({15, 45}, "days since 1960-01-01", "");
  raster->GetRasterBand(2)->SetMetadataItem("NETCDF_DIM_time", nullptr);
  EXPECT_THAT(error_of([&] { static_cast<void>(time_axis(*raster, "")); }), HasSubstr("band 2"));
}

TEST(TimeAxis, SurvivesANetcdfFile) {
  const TemporaryFolder folder;
  const auto raster = with_axis({15, 45.5, 410}, "days since 2015-12-01", "noleap");
  raster->SetMetadataItem("NETCDF_DIM_EXTRA", "{time}");
  raster->SetMetadataItem("level#units", nullptr);
  double transform[6] = {110, 1, 0, 40, 0, -1};
  raster->SetGeoTransform(transform);
  raster->SetSpatialRef(&Crs::wgs84().srs());
  const auto path = folder.file("t.nc");
  auto* driver = GetGDALDriverManager()->GetDriverByName("netCDF");
  ASSERT_NE(driver, nullptr);
  { const DatasetHandle copy(driver->CreateCopy(path.c_str(), raster.get(), 0, nullptr, nullptr, nullptr)); }
  EXPECT_EQ(name_of_variable(path, "", "setting"), path);
  const auto opened = open_raster(path);
  ASSERT_EQ(opened->GetRasterCount(), 3);
  EXPECT_THAT(time_axis(*opened, path).value(),
              ElementsAre(BandTime{2015, 12}, BandTime{2016, 1}, BandTime{2017, 1}));
}

/// A file of GDAL's multidimensional kind with variables over (time, y, x) and time bounds.
void write_variables(const std::string& path, const std::vector<std::string>& names,
                     const std::vector<double>& ends) {
  start_gdal();
  auto* driver = GetGDALDriverManager()->GetDriverByName("netCDF");
  const DatasetHandle file(driver->CreateMultiDimensional(path.c_str(), nullptr, nullptr));
  const auto root = file->GetRootGroup();
  const auto number = GDALExtendedDataType::Create(GDT_Float64);
  const auto text = [](GDALMDArray& array, const char* name, const char* value) {
    array.CreateAttribute(name, {}, GDALExtendedDataType::CreateString())->Write(value);
  };
  const auto count = ends.size() - 1;
  const auto time = root->CreateDimension("time", "", "", count),
             two = root->CreateDimension("nv", "", "", 2);
  const auto y = root->CreateDimension("lat", "", "", 2), x = root->CreateDimension("lon", "", "", 2);
  const auto axis = [&](const std::shared_ptr<GDALDimension>& dimension, const char* units,
                        std::vector<double> values) {
    const auto array = root->CreateMDArray(dimension->GetName(), {dimension}, number);
    text(*array, "units", units);
    const GUInt64 start[] = {0};
    const std::size_t counts[] = {values.size()};
    array->Write(start, counts, nullptr, nullptr, number, values.data());
    return array;
  };
  text(*axis(time, "days since 2016-01-01", {ends.begin() + 1, ends.end()}), "bounds", "time_bnds");
  axis(y, "degrees_north", {40, 39});
  axis(x, "degrees_east", {110, 111});
  std::vector<double> bounds;
  for (std::size_t i = 0; i < count; ++i) bounds.insert(bounds.end(), {ends[i], ends[i + 1]});
  const GUInt64 start[] = {0, 0};
  const std::size_t counts[] = {count, 2};
  root->CreateMDArray("time_bnds", {time, two}, number)
      ->Write(start, counts, nullptr, nullptr, number, bounds.data());
  for (const auto& name : names) root->CreateMDArray(name, {time, y, x}, number);
}

TEST(TimeAxis, TheMiddleOfTheBoundsCounts) {
  const TemporaryFolder folder;
  const auto path = folder.file("months.nc");
  // Each month is stamped with its end, which is the first instant of the next.
  write_variables(path, {"tmp"}, {0, 31, 60, 91});
  const auto name = name_of_variable(path, "", "gridded.temperature-variable");
  EXPECT_EQ(name, "NETCDF:\"" + path + "\":tmp");
  EXPECT_THAT(time_axis(*open_raster(name), path).value(),
              ElementsAre(BandTime{2016, 1}, BandTime{2016, 2}, BandTime{2016, 3}));
}

TEST(TimeAxis, SeveralVariablesNeedAName) {
  const TemporaryFolder folder;
  const auto path = folder.file("months.nc");
  write_variables(path, {"tmp", "stn"}, {0, 31, 60});
  EXPECT_EQ(name_of_variable(path, "stn", "s"), "NETCDF:\"" + path + "\":stn");
  EXPECT_THAT(error_of([&] { static_cast<void>(name_of_variable(path, "", "s.variable")); }, Fault::usage),
              AllOf(HasSubstr("tmp, stn"), HasSubstr("s.variable")));
  EXPECT_THAT(error_of([&] { static_cast<void>(name_of_variable(path, "t2m", "s.variable")); }, Fault::usage),
              AllOf(HasSubstr("tmp, stn"), HasSubstr("'t2m' is not among them")));
}

}  // namespace
}  // namespace minenpp::io
