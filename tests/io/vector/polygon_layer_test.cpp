#include "io/vector/polygon_layer.h"

#include <cmath>
#include <fstream>
#include <map>
#include <numbers>
#include <random>
#include <vector>

#include <fmt/format.h>
#include <gdal_alg.h>
#include <gmock/gmock.h>

#include "io/gdal/fixture.h"
#include "io/gdal/handles.h"
#include "io/gdal/session.h"

namespace minenpp::io {
namespace {

using ::minenpp::testing::error_of;
using ::minenpp::testing::TemporaryFolder;
using model::PolygonRaster;
using model::Window;
using ::testing::AllOf;
using ::testing::HasSubstr;

struct TestFeature {
  std::string wkt;  // empty: no geometry
  std::string name = "a";
  int from = 0, to = 0;  // 0: not filled in
};

/// Writes a layer with the fields name, from and to.
void write_layer(const std::string& path, const std::string& crs, const std::vector<TestFeature>& features,
                 const char* driver = "GPKG") {
  start_gdal();
  const DatasetHandle file(
      GetGDALDriverManager()->GetDriverByName(driver)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  ASSERT_TRUE(file);
  OGRSpatialReference srs;
  if (!crs.empty()) srs.SetFromUserInput(crs.c_str());
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayer* layer = file->CreateLayer("zones", crs.empty() ? nullptr : &srs, wkbUnknown, nullptr);
  OGRFieldDefn name("name", OFTString), from("from", OFTInteger), to("to", OFTInteger);
  for (OGRFieldDefn* field : {&name, &from, &to}) layer->CreateField(field);
  for (const auto& one : features) {
    const FeatureHandle feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
    feature->SetField("name", one.name.c_str());
    if (one.from != 0) feature->SetField("from", one.from);
    if (one.to != 0) feature->SetField("to", one.to);
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkt(one.wkt.c_str(), nullptr, &geometry);
    feature->SetGeometryDirectly(geometry);
    ASSERT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
  }
}

StudyGrid utm_study(int rows = 100, int cols = 100) {
  return {model::Grid(600000, 4350000, 30, 30, rows, cols, false), Crs::from_text("EPSG:32649")};
}

/// A square of the study grid, in pixels.
std::string square(int row, int col, int size) {
  const double w = 600000 + 30.0 * col, n = 4350000 - 30.0 * row, e = w + 30.0 * size, s = n - 30.0 * size;
  return "((" + std::to_string(w) + " " + std::to_string(n) + "," + std::to_string(e) + " " +
         std::to_string(n) + "," + std::to_string(e) + " " + std::to_string(s) + "," + std::to_string(w) +
         " " + std::to_string(s) + "," + std::to_string(w) + " " + std::to_string(n) + "))";
}

std::string polygon_error(const PolygonSettings& settings, const StudyGrid& study) {
  return error_of([&] { static_cast<void>(read_polygons(settings, study)); });
}

std::int64_t pixels(const PolygonFeature& feature, const StudyGrid& study) {
  return PolygonRaster(feature.rings).count(study.grid.window());
}

TEST(ReadPolygons, SortsByNameAndKeepsFileOrderWithinOne) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.gpkg");
  write_layer(path, "EPSG:32649",
              {{"POLYGON " + square(0, 0, 5), "Zhou"},
               {"POLYGON " + square(10, 0, 3), "An", 2006, 2010},
               {"POLYGON " + square(20, 0, 4), "An", 2011},
               {"POLYGON " + square(-500, 0, 4), "Far"}});
  const auto study = utm_study();
  const auto polygons =
      read_polygons({.path = path, .name_field = "name", .from_field = "from", .to_field = "to"}, study);
  ASSERT_EQ(polygons.features.size(), 3U);
  EXPECT_EQ(polygons.outside, 1);
  EXPECT_EQ(polygons.features[0].name, "An");
  EXPECT_EQ(polygons.features[0].id, 1);
  EXPECT_EQ(pixels(polygons.features[0], study), 9);
  EXPECT_EQ(pixels(polygons.features[1], study), 16);
  EXPECT_EQ(polygons.features[2].name, "Zhou");
  EXPECT_EQ(polygons.features[2].id, 3);
  EXPECT_TRUE(polygons.features[0].counts_in(2010));
  EXPECT_FALSE(polygons.features[0].counts_in(2011));
  EXPECT_FALSE(polygons.features[1].counts_in(2010));
  EXPECT_TRUE(polygons.features[1].counts_in(2050));
  EXPECT_TRUE(polygons.features[2].counts_in(1));
}

TEST(ReadPolygons, PartsAndHoles) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.gpkg");
  const std::string hole = square(2, 2, 4).substr(1);
  write_layer(path, "EPSG:32649",
              {{"MULTIPOLYGON ((" + square(0, 0, 10).substr(1, square(0, 0, 10).size() - 2) + "," +
                    hole.substr(0, hole.size() - 1) + ")," + square(20, 20, 3) + ")",
                "a"}});
  const auto study = utm_study();
  const auto polygons = read_polygons({.path = path, .name_field = "name"}, study);
  ASSERT_EQ(polygons.features.size(), 1U);
  EXPECT_EQ(polygons.features[0].rings.size(), 3U);
  EXPECT_EQ(pixels(polygons.features[0], study), 100 - 16 + 9);
}

TEST(ReadPolygons, NamesByPlaceWhereNoFieldIsAsked) {
  const TemporaryFolder folder;
  write_layer(folder.file("a.gpkg"), "EPSG:32649",
              {{"POLYGON " + square(0, 0, 5), ""}, {"POLYGON " + square(9, 0, 5), ""}});
  const auto polygons = read_polygons({.path = folder.file("a.gpkg")}, utm_study());
  EXPECT_EQ(polygons.features[0].name, "1");
  EXPECT_EQ(polygons.features[1].name, "2");
}

TEST(ReadPolygons, AShapefileIsReprojected) {
  const TemporaryFolder folder;
  write_layer(folder.file("a.shp"), "EPSG:4326",
              {{"POLYGON ((112.16 39.29, 112.18 39.29, 112.18 39.28, 112.16 39.28, 112.16 39.29))", "a"}},
              "ESRI Shapefile");
  const auto study = utm_study(200, 200);
  const auto polygons = read_polygons({.path = folder.file("a.shp"), .name_field = "name"}, study);
  // 0.02 by 0.01 degrees at 39.285 N: 1725.6 m by 1110.2 m.
  EXPECT_NEAR(static_cast<double>(pixels(polygons.features[0], study)) * 900, 1725.6 * 1110.2,
              0.02 * 1725.6 * 1110.2);
  std::vector<double> x{112.16}, y{39.29};
  to_grid_xy(study, x, y);
  const auto& first = polygons.features[0].rings[0].front();
  EXPECT_NEAR(first.col, study.grid.col_of(x[0]), 1e-6);
  EXPECT_NEAR(first.row, study.grid.row_of(y[0]), 1e-6);
}

TEST(ReadPolygons, AShapefileThatDoesNotTellItsEncoding) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.shp"), gbk = "\xB0\xB2\xCC\xAB\xB1\xA4",
                    utf8 = "\u5B89\u592A\u5821";
  const auto study = utm_study();
  write_layer(path, "EPSG:32649", {{"POLYGON " + square(0, 0, 5), "plain"}}, "ESRI Shapefile");
  std::filesystem::remove(folder.file("a.cpg"));
  std::fstream table(folder.file("a.dbf"), std::ios::in | std::ios::out | std::ios::binary);
  constexpr std::streamoff language = 29, fields = 3, head_of_field = 32;
  table.seekp(language).put(0);
  // The records follow 32 bytes of head, 32 a field and an end mark; the first byte of one marks it deleted.
  table.seekp(head_of_field + fields * head_of_field + 1 + 1).write(gbk.data(), std::ssize(gbk));
  table.close();
  EXPECT_THAT(
      polygon_error({.path = path, .name_field = "name", .encoding_setting = "zones.encoding"}, study),
      AllOf(HasSubstr("feature 1 has the name '" + std::string(6, '?') + "'"),
            HasSubstr("zones.encoding, such as GBK")));
  const auto polygons = read_polygons({.path = path, .encoding = "GBK", .name_field = "name"}, study);
  EXPECT_EQ(polygons.features[0].name, utf8);
  EXPECT_THAT(polygon_error({.path = path, .encoding = "GBKX"}, study),
              HasSubstr("knows no encoding 'GBKX'"));
}

TEST(ReadPolygons, YearsAsTexts) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.gpkg");
  const auto study = utm_study();
  const auto read = [&](const std::string& text) {
    std::filesystem::remove(path);
    write_layer(path, "EPSG:32649", {{"POLYGON " + square(0, 0, 5), text}});
    return PolygonSettings{.path = path, .from_field = "name"};
  };
  for (const std::string text : {"1987", " 1987 ", "1987.0", "1987-05-01", "1987/5", "1987-05-01T12:00:00Z"})
    EXPECT_EQ(read_polygons(read(text), study).features[0].from_year, 1987) << text;
  for (const std::string text :
       {"87", "1987/2015", "1987-15", "1987 mines", "1987.5", "19870501", "May 1987", "0", "-1987"})
    EXPECT_THAT(polygon_error(read(text), study), HasSubstr("a year is expected, such as 1987")) << text;
  EXPECT_THAT(polygon_error(read("1987-05-01 " + std::string(300'000, 'x')), study),
              HasSubstr("a year is expected"));
}

TEST(ReadPolygons, LongEdgesFollowTheirParallel) {
  // The 49th parallel from -123 to -95 degrees is far from straight on an equal-area grid.
  const TemporaryFolder folder;
  write_layer(folder.file("a.gpkg"), "EPSG:4326",
              {{"POLYGON ((-123 49, -95 49, -95 45, -123 45, -123 49))", "a"}});
  const auto albers = Crs::from_text("EPSG:5070");
  const auto study = grid_from_bounds(albers, {10000, 10000}, {-2400000, 200000, 2300000, 3300000});
  const auto polygons = read_polygons({.path = folder.file("a.gpkg")}, study);
  const PolygonRaster raster(polygons.features[0].rings);
  const auto window = study.grid.window();
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(window.size()));
  raster.mask(window, mask);
  const CrsTransform back(albers, Crs::wgs84());
  int wrong = 0, inside = 0;
  for (std::int64_t row = 0; row < window.rows; ++row)
    for (std::int64_t col = 0; col < window.cols; ++col) {
      std::vector<double> x{study.grid.x(col)}, y{study.grid.y(row)};
      back(x, y);
      // 0.01 pixel is 100 m, 0.0015 degrees at most.
      if (std::abs(y[0] - 49) < 0.002 || std::abs(y[0] - 45) < 0.002) continue;
      const bool want = x[0] > -123 && x[0] < -95 && y[0] > 45 && y[0] < 49;
      inside += want;
      wrong += want != (mask[static_cast<std::size_t>(row * window.cols + col)] != 0);
    }
  EXPECT_GT(inside, 8000);
  EXPECT_EQ(wrong, 0);
}

TEST(ReadPolygons, NeighboursShareBentEdges) {
  const TemporaryFolder folder;
  write_layer(folder.file("a.gpkg"), "EPSG:4326",
              {{"POLYGON ((-110 49, -100 49, -100 45, -110 45, -110 49))", "a"},
               {"POLYGON ((-110 45, -100 45, -100 41, -110 41, -110 45))", "b"},
               {"POLYGON ((-110 49, -100 49, -100 45, -100 41, -110 41, -110 45, -110 49))", "both"}});
  const auto study =
      grid_from_bounds(Crs::from_text("EPSG:5070"), {5000, 5000}, {-1500000, 1000000, 0, 3300000});
  const auto polygons = read_polygons({.path = folder.file("a.gpkg"), .name_field = "name"}, study);
  const auto a = pixels(polygons.features[0], study), b = pixels(polygons.features[1], study);
  EXPECT_GT(a, 10000);
  EXPECT_EQ(a + b, pixels(polygons.features[2], study));
}

/// Cut at 180 degrees as GeoJSON asks for, whole beyond it, or counted to 360: one polygon of 0.4 by 0.1
/// degrees.
TEST(ReadPolygons, LongitudesAreCountedAsTheGridDoes) {
  const TemporaryFolder folder;
  const auto path = folder.file("zones.gpkg");
  const auto box = [](double west, double east) {
    return fmt::format("(({0} 1,{1} 1,{1} 1.1,{0} 1.1,{0} 1))", west, east);
  };
  write_layer(path, "EPSG:4326",
              {{"MULTIPOLYGON(" + box(179.8, 180) + "," + box(-180, -179.8) + ")", "cut"},
               {"POLYGON" + box(179.8, 180.2), "beyond"},
               {"POLYGON" + box(-180.2, -179.8), "before"},
               {"POLYGON" + box(-179.9, -179.8), "east of it"},
               {"MULTIPOLYGON(" + box(-180, 180) + ")", "world"}});
  for (const double west : {179.5, -180.5}) {
    const StudyGrid study{model::Grid(west, 1.5, 0.01, 0.01, 100, 100, true), Crs::from_text("EPSG:4326")};
    const auto found = read_polygons({.path = path, .name_field = "name"}, study);
    ASSERT_EQ(found.outside, 0);
    std::map<std::string, std::int64_t> count;
    for (const auto& feature : found.features) count[feature.name] = pixels(feature, study);
    const std::map<std::string, std::int64_t> want{
        {"cut", 400}, {"beyond", 400}, {"before", 400}, {"east of it", 100}, {"world", 1000}};
    EXPECT_EQ(count, want) << west;
  }
  const StudyGrid whole{model::Grid(0, 5, 1, 1, 10, 360, true), Crs::from_text("EPSG:4326")};
  write_layer(
      folder.file("wide.gpkg"), "EPSG:4326",
      {{"POLYGON((-20 0,40 0,40 5,-20 5,-20 0))", "over 0"}, {"POLYGON((0 0,350 0,350 5,0 5,0 0))", "wide"}});
  const auto wide = read_polygons({.path = folder.file("wide.gpkg"), .name_field = "name"}, whole);
  EXPECT_EQ(pixels(wide.features[0], whole), 60 * 5);
  EXPECT_EQ(pixels(wide.features[1], whole), 350 * 5);
  const StudyGrid over_0{model::Grid(-20, 5, 1, 1, 10, 30, true), Crs::from_text("EPSG:4326")};
  const auto seen = read_polygons({.path = folder.file("wide.gpkg"), .name_field = "name"}, over_0);
  EXPECT_EQ(pixels(seen.features[1], over_0), (10 + 10) * 5) << "20 to 10 degrees west and 0 to 10 east";
  const StudyGrid to_360{model::Grid(259.5, 1.5, 0.01, 0.01, 100, 100, true), Crs::from_text("EPSG:4326")};
  write_layer(folder.file("west.gpkg"), "EPSG:4326", {{"POLYGON" + box(-100.2, -100), "west"}});
  const auto west = read_polygons({.path = folder.file("west.gpkg"), .name_field = "name"}, to_360);
  ASSERT_EQ(west.features.size(), 1U);
  EXPECT_EQ(pixels(west.features.front(), to_360), 200);
}

TEST(ReadPolygons, InvalidPolygonsAreNamedOrMended) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.gpkg");
  // A bow tie: two triangles that touch in the middle, at (600300, 4349700).
  write_layer(path, "EPSG:32649",
              {{"POLYGON " + square(30, 30, 5), "good"},
               {"POLYGON ((600000 4350000, 600600 4349400, 600600 4350000, 600000 4349400, 600000 4350000))",
                "bow tie"}});
  const auto study = utm_study();
  EXPECT_THAT(polygon_error({.path = path, .name_field = "name", .repair_setting = "mines.repair"}, study),
              AllOf(HasSubstr("a.gpkg"), HasSubstr("feature 2 'bow tie'"), HasSubstr("Self-intersection"),
                    HasSubstr("600300 4349700"), HasSubstr("mines.repair")));
  const auto mended = read_polygons({.path = path, .name_field = "name", .repair = true}, study);
  ASSERT_EQ(mended.repaired.size(), 1U);
  EXPECT_THAT(mended.repaired.front(), HasSubstr("bow"));
  EXPECT_EQ(mended.features[0].name, "bow tie");
  EXPECT_NEAR(static_cast<double>(pixels(mended.features[0], study)), 200, 20);
}

TEST(ReadPolygons, FeaturesWithoutGeometryAreNamedOrLeftOut) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.gpkg"), none = folder.file("none.gpkg");
  write_layer(path, "EPSG:32649",
              {{"", "blank"}, {"POLYGON " + square(30, 30, 5), "good"}, {"POLYGON EMPTY", "empty"}});
  write_layer(none, "EPSG:32649", {{"", "blank"}});
  const auto study = utm_study();
  const auto crs = Crs::from_text("EPSG:32649");
  EXPECT_THAT(polygon_error({.path = path, .name_field = "name", .repair_setting = "mines.repair"}, study),
              AllOf(HasSubstr("feature 1 'blank'"), HasSubstr("no geometry"), HasSubstr("mines.repair")));
  EXPECT_THROW((void)layer_bounds({.path = path}, crs, {30, 30}), model::Error);
  const auto read = read_polygons({.path = path, .name_field = "name", .repair = true}, study);
  ASSERT_EQ(read.features.size(), 1U);
  EXPECT_EQ(read.features[0].name, "good");
  EXPECT_EQ(read.shapeless, (std::vector<std::string>{"feature 1", "feature 3"}));
  EXPECT_NEAR(layer_bounds({.path = path, .repair = true}, crs, {30, 30}).west, 600900, 1e-6);
  EXPECT_THAT(polygon_error({.path = none, .repair = true}, study), HasSubstr("no feature of layer"));
  EXPECT_THROW((void)layer_bounds({.path = none, .repair = true}, crs, {30, 30}), model::Error);
}

TEST(ReadPolygons, SaysWhatIsWrongWithALayer) {
  const TemporaryFolder folder;
  const auto study = utm_study();
  write_layer(folder.file("a.gpkg"), "EPSG:32649", {{"POLYGON " + square(0, 0, 5), "x", 2010, 2006}});
  EXPECT_THAT(
      polygon_error({.path = folder.file("a.gpkg"), .name_field = "Mine", .name_setting = "mines.name-field"},
                    study),
      AllOf(HasSubstr("no field 'Mine'"), HasSubstr("'name', 'from', 'to'"), HasSubstr("mines.name-field")));
  EXPECT_THAT(polygon_error({.path = folder.file("a.gpkg"), .from_field = "begin"}, study),
              HasSubstr("'begin'"));
  EXPECT_THAT(polygon_error({.path = folder.file("a.gpkg"), .from_field = "from", .to_field = "to"}, study),
              HasSubstr("begins in 2010, after its end in 2006"));
  EXPECT_THAT(polygon_error({.path = folder.file("a.gpkg"), .from_field = "name"}, study),
              AllOf(HasSubstr("'x'"), HasSubstr("a year is expected")));
  EXPECT_THAT(polygon_error({.path = folder.file("a.gpkg"), .layer = "roads"}, study),
              AllOf(HasSubstr("no layer 'roads'"), HasSubstr("zones")));
  EXPECT_THAT(polygon_error({.path = folder.file("none.gpkg")}, study), HasSubstr("there is no vector file"));

  write_layer(folder.file("empty.gpkg"), "EPSG:32649", {});
  EXPECT_THAT(polygon_error({.path = folder.file("empty.gpkg")}, study), HasSubstr("is empty"));
  write_layer(folder.file("point.gpkg"), "EPSG:32649", {{"POINT (600100 4349900)", "x"}});
  EXPECT_THAT(polygon_error({.path = folder.file("point.gpkg")}, study),
              AllOf(HasSubstr("POINT"), HasSubstr("polygons")));
  write_layer(folder.file("null.gpkg"), "EPSG:32649", {{"", "x"}});
  EXPECT_THAT(polygon_error({.path = folder.file("null.gpkg")}, study), HasSubstr("has no geometry"));
  write_layer(folder.file("unnamed.gpkg"), "EPSG:32649", {{"POLYGON " + square(0, 0, 5), ""}});
  EXPECT_THAT(polygon_error({.path = folder.file("unnamed.gpkg"), .name_field = "name"}, study),
              HasSubstr("feature 1"));
  write_layer(folder.file("far.gpkg"), "EPSG:32649", {{"POLYGON " + square(5000, 0, 5), "x"}});
  EXPECT_THAT(polygon_error({.path = folder.file("far.gpkg")}, study), HasSubstr("none of the 1 polygons"));
  write_layer(folder.file("australia.gpkg"), "EPSG:4326",
              {{"POLYGON ((150 -32, 151 -32, 151 -33, 150 -32))", "x"}});
  EXPECT_THAT(polygon_error({.path = folder.file("australia.gpkg")}, study),
              HasSubstr("none of the 1 polygons"));
}

TEST(ReadPolygons, NoNameInAFileReachesTheTerminalUnchanged) {
  const TemporaryFolder folder;
  const auto study = utm_study();
  const std::string path = folder.file("a.geojson");
  std::ofstream(path) << R"({"type": "FeatureCollection", "name": "\u001b[31m\u009bred", "features": []})";
  EXPECT_THAT(polygon_error({.path = path}, study), HasSubstr("layer '?[31m?red' is empty"));
  EXPECT_THAT(polygon_error({.path = path, .name_field = "x"}, study),
              HasSubstr("layer '?[31m?red' has no field"));
  EXPECT_THAT(polygon_error({.path = path, .layer = "y"}, study), HasSubstr("it holds ?[31m?red"));
}

TEST(ReadPolygons, ALayerWithoutCrsIsRefusedUnlessOneIsGiven) {
  const TemporaryFolder folder;
  write_layer(folder.file("a.shp"), "", {{"POLYGON " + square(0, 0, 5), "x"}}, "ESRI Shapefile");
  const auto study = utm_study();
  EXPECT_THAT(polygon_error({.path = folder.file("a.shp"), .crs_setting = "mines.crs"}, study),
              AllOf(HasSubstr("no coordinate reference system"), HasSubstr("mines.crs")));
  EXPECT_EQ(read_polygons({.path = folder.file("a.shp"), .crs = study.crs}, study).features.size(), 1U);
}

TEST(LayerBounds, HoldTheLayerInAnotherCrs) {
  const TemporaryFolder folder;
  write_layer(folder.file("a.gpkg"), "EPSG:4326",
              {{"POLYGON ((-123 49, -95 49, -95 45, -123 45, -123 49))", "a"}});
  const auto albers = Crs::from_text("EPSG:5070");
  const auto box = layer_bounds({.path = folder.file("a.gpkg")}, albers, {1000, 1000});
  std::vector<double> x{-96, -123, -123}, y{45, 49, 45};
  CrsTransform(Crs::wgs84(), albers)(x, y);
  // The parallel bends south of its ends: the lowest point is at the central meridian, where no vertex is.
  EXPECT_NEAR(box.south, y[0], 20);
  EXPECT_NEAR(box.north, y[1], 20);
  EXPECT_NEAR(box.west, x[2], 20);
}

TEST(PolygonRaster, AgreesWithGdalOnRandomPolygons) {
  start_gdal();
  std::mt19937 random(2022);
  std::uniform_real_distribution<double> place(0, 200), stretch(0.3, 1);
  constexpr int size = 200;
  for (int trial = 0; trial < 25; ++trial) {
    model::Ring ring;
    OGRLinearRing line;
    const double col = place(random), row = place(random), radius = 10 + 4 * trial;
    for (int i = 0; i < 5 + 6 * trial; ++i) {
      const double angle = 2 * std::numbers::pi * i / (5 + 6 * trial), r = radius * stretch(random);
      ring.push_back({col + r * std::cos(angle), row + r * std::sin(angle)});
      line.addPoint(ring.back().col, ring.back().row);
    }
    line.closeRings();
    OGRPolygon polygon;
    polygon.addRing(&line);
    const DatasetHandle image(
        GetGDALDriverManager()->GetDriverByName("MEM")->Create("", size, size, 1, GDT_Byte, nullptr));
    double identity[6] = {0, 1, 0, 0, 0, 1};
    image->SetGeoTransform(identity);
    int band = 1;
    double burnt = 1;
    OGRGeometryH geometry = OGRGeometry::ToHandle(&polygon);
    ASSERT_EQ(GDALRasterizeGeometries(GDALDataset::ToHandle(image.get()), 1, &band, 1, &geometry, nullptr,
                                      nullptr, &burnt, nullptr, nullptr, nullptr),
              CE_None);
    std::vector<std::uint8_t> want(size * size), got(size * size);
    ASSERT_EQ(image->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, size, size, want.data(), size, size, GDT_Byte,
                                                0, 0, nullptr),
              CE_None);
    PolygonRaster(std::vector<model::Ring>{ring}).mask({0, 0, size, size}, got);
    ASSERT_EQ(got, want) << "trial " << trial;
  }
}

TEST(ReadPolygons, GemMinesNameTheInvalidAndCanBeMended) {
  MINENPP_NEEDS_REAL_DATA();
  const auto path = ::minenpp::testing::real_data() + "/mines/gem_coal_mine_boundaries_surface.geojson";
  const StudyGrid world{model::Grid(-180, 90, 0.1, 0.1, 1800, 3600, true), Crs::wgs84()};
  EXPECT_THAT(polygon_error({.path = path, .name_field = "Mine Name"}, world),
              AllOf(HasSubstr("gem_coal_mine"), HasSubstr("feature "), HasSubstr("no valid polygon"),
                    HasSubstr("at or near point")));
  const auto mines = read_polygons({.path = path, .name_field = "Mine Name", .repair = true}, world);
  EXPECT_EQ(mines.features.size(), 125U);
  EXPECT_EQ(mines.outside, 0);
}

TEST(ReadPolygons, UsCountiesPartitionTheirGround) {
  MINENPP_NEEDS_REAL_DATA();
  const auto path = ::minenpp::testing::real_data() + "/mines/us_counties_ky_tn_va_wv.geojson";
  const auto albers = Crs::from_text("EPSG:5070");
  const PolygonSettings settings{.path = path, .name_field = "county", .repair = true};
  const auto study = grid_snapped_to(albers, {2000, 2000}, layer_bounds(settings, albers, {2000, 2000}));
  const auto counties = read_polygons(settings, study);
  EXPECT_EQ(counties.outside, 0);
  std::int64_t sum = 0;
  for (const auto& county : counties.features) sum += pixels(county, study);
  // Land and water of the four states: 104656 + 109153 + 110787 + 62756 km2; the outlines are generalised.
  EXPECT_NEAR(static_cast<double>(sum) * 4, 387352, 0.05 * 387352);
}

}  // namespace
}  // namespace minenpp::io
