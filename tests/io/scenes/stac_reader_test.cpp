#include "io/scenes/stac_reader.h"

#include <gmock/gmock.h>

#include "io/scenes/stac_items.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::colombia;
using ::minenpp::testing::error_of;
using ::minenpp::testing::landsat_item;
using ::minenpp::testing::mutated;
using ::minenpp::testing::other_item;
using ::minenpp::testing::stac_band;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

bool everything_is_there(const std::string&) {
  return true;
}

std::vector<StacItem> parse(const json& document, const FileThere& there = everything_is_there) {
  return parse_stac(document.dump(), "item.json", "/data", there);
}

StacItem parse_one(const json& document, const FileThere& there = everything_is_there) {
  const auto items = parse(document, there);
  EXPECT_EQ(items.size(), 1U);
  return items.empty() ? StacItem{} : items.front();
}

TEST(StacReader, LandsatItem) {
  const auto item = parse_one(landsat_item());
  EXPECT_EQ(item.problem, "");
  EXPECT_EQ(item.date, (Date{2019, 12, 1}));
  EXPECT_EQ(item.sensor, SceneSensor::landsat8);
  EXPECT_EQ(item.cloud_share, 0.25);
  EXPECT_EQ(item.sun_elevation_deg, 57.5);
  EXPECT_EQ(item.path, 8);
  EXPECT_EQ(item.row, 59);
  EXPECT_EQ(item.red.file.path, "/data/" + colombia + "_SR_B4.TIF");
  EXPECT_EQ(item.nir.file.path, "/data/" + colombia + "_SR_B5.TIF");
  EXPECT_EQ(item.qa_pixel, "/data/" + colombia + "_QA_PIXEL.TIF");
}

TEST(StacReader, BandsByNumberInTheItemsList) {
  auto document = landsat_item();
  document["properties"].erase("platform");
  document["properties"]["eo:platform"] = "LANDSAT_8";
  document["properties"]["eo:bands"] = {{{"common_name", "red"}}, {{"common_name", "nir08"}}};
  document["assets"]["red"]["eo:bands"] = {0};
  document["assets"]["nir08"]["eo:bands"] = {1};
  document["assets"]["beyond"] = {{"href", "x"}, {"eo:bands", {7, -1, "red", nullptr}}};
  const auto item = parse_one(document);
  EXPECT_EQ(item.problem, "");
  EXPECT_EQ(item.red.file.path, "/data/" + colombia + "_SR_B4.TIF");
  EXPECT_EQ(item.sensor, SceneSensor::landsat8);
}

TEST(StacReader, BandsAsStac11SaysThem) {
  auto document = other_item();
  document["assets"] = {{"both",
                         {{"href", "both.tif"},
                          {"raster:offset", -0.1},
                          {"bands",
                           {{{"eo:common_name", "nir"}, {"raster:scale", 1e-4}},
                            {{"eo:common_name", "red"}, {"raster:scale", 2e-4}, {"nodata", 0}}}}}}};
  const auto item = parse_one(document);
  EXPECT_EQ(item.problem, "");
  EXPECT_EQ(item.red.file, (BandFile{"/data/both.tif", 2}));
  EXPECT_EQ(item.nir.file, (BandFile{"/data/both.tif", 1}));
  EXPECT_EQ(item.red.scale, 2e-4);
  EXPECT_EQ(item.red.offset, -0.1);
  EXPECT_EQ(item.red.nodata, 0);
  EXPECT_EQ(item.nir.scale, 1e-4);
}

TEST(StacReader, PicturesAreNoBands) {
  auto document = other_item();
  document["assets"]["A"] = stac_band("red", "a.tif");
  document["assets"]["A"]["roles"] = {"overview"};
  document["assets"]["visual"] = stac_band("red", "visual.tif");
  document["assets"]["B"] = stac_band("red", "b.jpg");
  document["assets"]["B"]["type"] = "image/jpeg";
  EXPECT_EQ(parse_one(document).red.file.path, "/data/B04.tif");
}

TEST(StacReader, BandsByKeyAndByTitle) {
  auto document = landsat_item();
  document["assets"] = {{"SR_B4.TIF", {{"href", "r.tif"}}}, {"sr_b5", {{"href", "n.tif"}}}};
  auto item = parse_one(document);
  EXPECT_EQ(item.red.file.path, "/data/r.tif");
  EXPECT_EQ(item.nir.file.path, "/data/n.tif");
  document["properties"]["platform"] = "landsat-5";  // whose band 4 is near infrared
  document["id"] = "LT05_L2SP_014034_19840101_20200901_02_T1_SR";
  document["assets"] = {{"SR_B4.TIF", {{"href", "n.tif"}}}, {"SR_B3.TIF", {{"href", "r.tif"}}}};
  item = parse_one(document);
  EXPECT_EQ(item.red.file.path, "/data/r.tif");
  EXPECT_EQ(item.nir.file.path, "/data/n.tif");
  document["assets"] = {{"a", {{"href", "r.tif"}, {"title", "Red Band (B3)"}}},
                        {"b", {{"href", "n.tif"}, {"title", "Near Infrared Band 0.8 (B4)"}}},
                        {"c", {{"href", "e.tif"}, {"title", "Red Edge Band"}}}};
  item = parse_one(document);
  EXPECT_EQ(item.red.file.path, "/data/r.tif");
  EXPECT_EQ(item.nir.file.path, "/data/n.tif");
}

TEST(StacReader, TheFirstOfSeveralFilesThatIsThere) {
  auto document = other_item();
  document["assets"]["A-jp2"] = stac_band("red", "s3://bucket/red.jp2");
  const auto item = parse_one(document, [](const std::string& path) { return path.ends_with(".tif"); });
  EXPECT_EQ(item.red.file.path, "/data/B04.tif");
}

TEST(StacReader, HrefsAreLocalFiles) {
  const std::pair<const char*, const char*> known[] = {{"a/b.tif", "/data/a/b.tif"},
                                                       {"./b.tif", "/data/b.tif"},
                                                       {"../up/b.tif", "/up/b.tif"},
                                                       {"/abs/b.tif", "/abs/b.tif"},
                                                       {"file:///abs/b%20c.tif", "/abs/b c.tif"},
                                                       {"file://localhost/abs/b.tif", "/abs/b.tif"},
                                                       {"https://host/dir/b.tif?sig=a/b#x", "/data/b.tif"},
                                                       {"s3://bucket/dir/b.tif", "/data/b.tif"},
                                                       {"/vsicurl/https://host/b.tif", "/data/b.tif"},
                                                       {"/vsis3/bucket/b.tif", "/data/b.tif"}};
  for (const auto& [href, expected] : known) {
    auto document = other_item();
    document["assets"]["B04"]["href"] = href;
    const auto item = parse_one(document, [&](const std::string& path) {
      EXPECT_EQ(path.find("/vsi"), std::string::npos) << "nothing is fetched";
      return path == expected || path == "/data/B08.tif";
    });
    EXPECT_EQ(item.problem, "") << href;
    EXPECT_EQ(item.red.file.path, expected) << href;
  }
}

TEST(StacReader, FilesThatAreNotThereAreNamed) {
  const auto nothing = [](const std::string&) { return false; };
  for (const char* href : {"https://host/b.tif", "s3://bucket/b.tif", "/vsicurl/https://host/b.tif"}) {
    auto document = other_item();
    document["assets"]["B04"]["href"] = href;
    EXPECT_THAT(parse_one(document, nothing).problem,
                AllOf(HasSubstr("asset 'B04' is at"), HasSubstr(href), HasSubstr("download it first")));
  }
  for (const char* href : {"b.tif", "/abs/b.tif", "file:///b.tif", "..", "file://", "https://host/.."}) {
    auto document = other_item();
    document["assets"]["B04"]["href"] = href;
    EXPECT_THAT(parse_one(document, nothing).problem, HasSubstr("B04")) << href;
  }
  auto document = other_item();
  document["assets"]["B04"]["href"] = std::string(5000, 'a');
  EXPECT_THAT(parse_one(document).problem, HasSubstr("no usable href"));
  document["assets"]["B04"].erase("href");
  EXPECT_THAT(parse_one(document).problem, HasSubstr("no usable href"));
}

TEST(StacReader, CollectionsOfItems) {
  auto second = landsat_item();
  second["id"] = "second";
  auto broken = landsat_item();
  broken.erase("properties");
  const json collection = {{"type", "FeatureCollection"},
                           {"features", {landsat_item(), second, broken, {{"type", "Feature"}}, 3, nullptr}}};
  const auto items = parse(collection);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[1].id, "second");
  EXPECT_THAT(items[2].problem, HasSubstr("no properties"));
}

TEST(StacReader, DatesAsTheyComeAndNot) {
  auto document = landsat_item();
  document["properties"]["datetime"] = nullptr;
  document["properties"]["start_datetime"] = "2019-12-01T00:00:00Z";
  EXPECT_EQ(parse_one(document).date, (Date{2019, 12, 1}));
  document["properties"].erase("start_datetime");
  EXPECT_THAT(parse_one(document).problem, HasSubstr("datetime"));
  document["properties"]["datetime"] = "tomorrow";
  EXPECT_THAT(parse_one(document).problem, HasSubstr("tomorrow"));
}

TEST(StacReader, DatesAreThoseOfUtc) {
  auto document = landsat_item();
  const auto date = [&](const char* text) {
    document["properties"]["datetime"] = text;
    return parse_one(document).date;
  };
  EXPECT_EQ(date("2020-07-31T22:30:00-05:00"), (Date{2020, 8, 1}));
  EXPECT_EQ(date("2020-07-31T18:59:59.9-05:00"), (Date{2020, 7, 31}));
  EXPECT_EQ(date("2020-01-01T02:15:00+0530"), (Date{2019, 12, 31}));
  EXPECT_EQ(date("2020-02-28T23:00:00-01"), (Date{2020, 2, 29}));
  EXPECT_EQ(date("2020-07-31T22:30:00Z"), (Date{2020, 7, 31}));
  EXPECT_EQ(date("2020-07-31T22:30:00+00:00"), (Date{2020, 7, 31}));
  document["properties"]["datetime"] = "2020-07-31T22:30:00-east";
  EXPECT_THAT(parse_one(document).problem, HasSubstr("-east"));
}

TEST(StacReader, Level1IsRefused) {
  auto document = landsat_item();
  document["id"] = "LC08_L1TP_008059_20191201_20200825_02_T1";
  EXPECT_THAT(parse_one(document).problem, HasSubstr("Level-1"));
  document = other_item();
  document["properties"]["processing:level"] = "L1C";
  EXPECT_THAT(parse_one(document).problem, HasSubstr("Level-1"));
  document = landsat_item();
  document["properties"]["landsat:collection_number"] = "01";
  EXPECT_THAT(parse_one(document).problem, HasSubstr("Collection '01'"));
}

TEST(StacReader, WhatIsNoItem) {
  EXPECT_TRUE(parse(json::array()).empty());
  EXPECT_TRUE(parse({{"type", "Catalog"}, {"stac_version", "1.0.0"}}).empty());
  EXPECT_TRUE(parse({{"type", "FeatureCollection"}, {"features", {{{"type", "Feature"}}}}}).empty());
  EXPECT_THAT(
      error_of([] { static_cast<void>(parse_stac(R"({"type": })", "a.json", "", everything_is_there)); }),
      AllOf(HasSubstr("a.json"), HasSubstr("byte 10")));
  const std::string deep(1'000'000, '[');
  EXPECT_THAT(error_of([&] { static_cast<void>(parse_stac(deep, "a.json", "", everything_is_there)); }),
              HasSubstr("nested deeper than 64"));
  EXPECT_THAT(
      error_of([&] {
        static_cast<void>(parse_stac(std::string(longest_stac + 1, ' '), "a.json", "", everything_is_there));
      }),
      HasSubstr("at most"));
  EXPECT_THAT(error_of([] { static_cast<void>(parse_stac("[1e999]", "a.json", "", everything_is_there)); }),
              HasSubstr("a.json"));
}

TEST(StacReader, DamagedFilesGiveErrorsAndNothingElse) {
  auto document = landsat_item();
  document["properties"]["eo:bands"] = {{{"common_name", "red"}}, {{"common_name", "nir08"}}};
  document["assets"]["red"]["eo:bands"] = {0};
  document["assets"]["red"]["raster:bands"] = {{{"scale", 2.75e-5}, {"offset", -0.2}, {"nodata", 0}}};
  const json collection = {{"type", "FeatureCollection"}, {"features", {document, other_item()}}};
  for (unsigned seed = 0; seed < 4000; ++seed) {
    try {
      static_cast<void>(parse_stac(mutated(collection.dump(), seed), "a.json", "/data", everything_is_there));
    } catch (const model::Error& error) {
      EXPECT_EQ(error.fault(), model::Fault::input);
    }
  }
}

}  // namespace
}  // namespace minenpp::io
