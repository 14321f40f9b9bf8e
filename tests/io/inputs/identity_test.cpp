#include "io/inputs/identity.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <xxhash.h>

#include "io/gdal/fixture.h"
#include "io/raster/geotiff_writer.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

void write_at(const std::string& path, std::uint64_t place, char byte) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(place));
  file.put(byte);
}

TEST(Identity, IsTheContentAndNothingElse) {
  const TemporaryFolder folder;
  const auto a = identity_of_file(folder.write("a.csv", "hello"));
  EXPECT_EQ(a.bytes, 5U);
  EXPECT_EQ(a.hash, XXH3_64bits("hello", 5));
  EXPECT_EQ(a, identity_of_file(folder.write("b.csv", "hello")));
  EXPECT_NE(a, identity_of_file(folder.write("b.csv", "hallo")));
  EXPECT_EQ(InputIdentity({12, 0xab}).text(), "12 bytes, xxh3 00000000000000ab");
  EXPECT_THAT(error_of([&] { static_cast<void>(identity_of_file(folder.file("none"))); }),
              HasSubstr("no readable file"));
  EXPECT_THAT(error_of([&] { static_cast<void>(identity_of_file(folder.path().string())); }),
              HasSubstr("is a folder"));
}

TEST(Identity, TheStateOfAFileIsItsSizeAndTime) {
  const TemporaryFolder folder;
  const auto path = folder.write("a.csv", "hello");
  const auto before = state_of_file(path);
  EXPECT_EQ(before.bytes, 5U);
  EXPECT_EQ(state_of_file(path), before);
  fs::last_write_time(path, fs::last_write_time(path) + std::chrono::microseconds(1));
  EXPECT_EQ(state_of_file(path).modified_ns, before.modified_ns + 1000);
  EXPECT_EQ(state_of_file(folder.file("none")), (FileState{folder.file("none")}));
}

TEST(Identity, OfALargeFileSeesSizeHeadMiddleAndTail) {
  const TemporaryFolder folder;
  const auto path = folder.write("big.bin", "");
  const std::uint64_t bytes = hashed_whole_bytes + 1000;
  fs::resize_file(path, bytes);  // sparse
  const auto empty = identity_of_file(path);
  EXPECT_EQ(empty.bytes, bytes);
  auto before = empty;
  for (const std::uint64_t place : {std::uint64_t{0}, bytes / 2, bytes - 1}) {
    write_at(path, place, 'x');
    const auto after = identity_of_file(path);
    EXPECT_NE(after, before) << place;
    before = after;
  }
  fs::resize_file(path, bytes + 1);
  EXPECT_NE(identity_of_file(path), before);
}

TEST(Identity, OfAVirtualRasterHoldsItsSources) {
  const TemporaryFolder folder;
  const auto make = [&](const std::string& name, double west, double value) {
    ::minenpp::testing::write_raster(
        folder.file(name),
        {.rows = 4, .cols = 4, .west = west, .crs = "EPSG:32649", .value = [value](int, int, int) {
           return value;
         }});
  };
  make("a.tif", 0, 1);
  make("b.tif", 4, 2);
  write_vrt_mosaic(folder.file("ab.vrt"), {folder.file("a.tif"), folder.file("b.tif")},
                   model::Grid(0, 0, 1, 1, 4, 8, false));
  write_vrt_mosaic(folder.file("outer.vrt"), {folder.file("ab.vrt")}, model::Grid(0, 0, 1, 1, 4, 8, false));
  const auto inner = identity_of_dataset(folder.file("ab.vrt"));
  std::vector<FileState> states;
  const auto outer = identity_of_dataset(folder.file("outer.vrt"), &states);
  EXPECT_THAT(states, UnorderedElementsAre(Field(&FileState::path, HasSubstr("outer.vrt")),
                                           Field(&FileState::path, HasSubstr("ab.vrt")),
                                           Field(&FileState::path, HasSubstr("a.tif")),
                                           Field(&FileState::path, HasSubstr("b.tif"))));
  for (const auto& state : states) EXPECT_EQ(state_of_file(state.path), state);
  EXPECT_GT(outer.bytes, inner.bytes);
  EXPECT_GT(inner.bytes, fs::file_size(folder.file("a.tif")) + fs::file_size(folder.file("b.tif")));
  make("b.tif", 4, 3);
  EXPECT_NE(identity_of_dataset(folder.file("ab.vrt")), inner);
  EXPECT_NE(identity_of_dataset(folder.file("outer.vrt")), outer);
  fs::remove(folder.file("b.tif"));
  EXPECT_LT(identity_of_dataset(folder.file("ab.vrt")).bytes, inner.bytes);
}

TEST(Identity, OfAShapefileHoldsItsCompanions) {
  MINENPP_NEEDS_REAL_DATA();
  const TemporaryFolder folder;
  for (const char* ending : {"shp", "shx", "dbf", "prj"})
    fs::copy_file(::minenpp::testing::real_data() + "/harvard_forest_2011/vector/HarClip_UTMZ18." + ending,
                  folder.file(std::string("a.") + ending));
  const auto before = identity_of_dataset(folder.file("a.shp"));
  std::ofstream(folder.file("a.dbf"), std::ios::app | std::ios::binary) << ' ';
  EXPECT_NE(identity_of_dataset(folder.file("a.shp")), before);
}

}  // namespace
}  // namespace minenpp::io
