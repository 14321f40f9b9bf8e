#include "io/gdal/dataset.h"

#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "io/gdal/messages.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string raster_error(const std::string& path) {
  return error_of([&] { static_cast<void>(open_raster(path)); });
}

std::string vector_error(const std::string& path) {
  return error_of([&] { static_cast<void>(open_vector(path)); });
}

TEST(OpenRaster, NamesWhatIsWrong) {
  const ::minenpp::testing::TemporaryFolder folder;
  const auto text = folder.write("notes.tif", "not an image");
  EXPECT_THAT(raster_error(folder.file("none.tif")),
              AllOf(HasSubstr("there is no raster file"), HasSubstr("none.tif")));
  EXPECT_THAT(raster_error(folder.path().string()), HasSubstr("is a folder"));
  EXPECT_THAT(raster_error(text),
              AllOf(HasSubstr("cannot be read as a raster file"), HasSubstr("notes.tif")));
  EXPECT_THAT(vector_error(folder.file("none.shp")), HasSubstr("there is no vector file"));
  EXPECT_THAT(vector_error(folder.path().string()), HasSubstr("cannot be read as a vector file"));
}

TEST(OpenRaster, SaysHowManyBandsThereAre) {
  const ::minenpp::testing::TemporaryFolder folder;
  ::minenpp::testing::write_raster(folder.file("two.tif"),
                                   {.rows = 2, .cols = 2, .crs = "EPSG:32649", .bands = 2});
  const auto dataset = open_raster(folder.file("two.tif"));
  EXPECT_EQ(band_of(*dataset, 2).GetBand(), 2);
  EXPECT_THAT(error_of([&] { static_cast<void>(band_of(*dataset, 3)); }),
              AllOf(HasSubstr("has 2 band(s)"), HasSubstr("band 3")));
  EXPECT_THAT(error_of([&] { static_cast<void>(band_of(*dataset, 0)); }), HasSubstr("band 0"));
}

TEST(GdalMessages, KeepsFailuresAndWarningsApart) {
  GdalMessages messages;
  EXPECT_EQ(messages.reason(), "GDAL gives no reason");
  CPLError(CE_Warning, CPLE_AppDefined, "first\nwarning");
  EXPECT_FALSE(messages.failed());
  EXPECT_EQ(messages.reason(), "first warning");
  {
    const GdalMessages inner;
    CPLError(CE_Failure, CPLE_AppDefined, "heard inside only");
    EXPECT_TRUE(inner.failed());
  }
  EXPECT_FALSE(messages.failed());
  CPLError(CE_Failure, CPLE_AppDefined, "the failure");
  EXPECT_EQ(messages.reason(), "the failure");
  EXPECT_STREQ(messages.error(model::Fault::input, "reading").what(), "reading (the failure)");
  messages.clear();
  EXPECT_FALSE(messages.failed());
}

}  // namespace
}  // namespace minenpp::io
