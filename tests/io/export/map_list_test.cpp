#include "io/export/map_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/export/map_dataset.h"
#include "io/export/raster_summary.h"
#include "io/results/sample.h"

namespace minenpp::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names_of(const std::vector<ResultMap>& maps) {
  std::vector<std::string> names;
  for (const auto& map : maps) names.push_back(map.name());
  return names;
}

/// The refusal of a selection, as text.
std::string refusal(const std::vector<ResultMap>& maps, const MapSelection& wanted) {
  try {
    static_cast<void>(select_maps(maps, wanted));
  } catch (const model::Error& error) {
    return error.fault() == model::Fault::usage ? error.what() : "another fault";
  }
  return "none";
}

ResultMap made_up(const std::string& layer, std::vector<int> years, std::optional<int> month = {}) {
  ResultMap map{"file.nc", layer, layer, std::move(years)};
  if (month) map.month = YearMonth{map.years.empty() ? 2020 : map.years.back(), *month};
  return map;
}

std::vector<ResultMap> some_maps() {
  return {made_up("change", {2006, 2020}, 7), made_up("class", {2006}),     made_up("class", {2020}),
          made_up("npp", {2006}, 7),          made_up("npp", {2006}, 8),    made_up("npp", {2020}, 7),
          made_up("trend-slope", {}, 7),      made_up("trend-slope", {}, 8)};
}

TEST(SelectMaps, everything_without_a_wish) {
  EXPECT_THAT(names_of(select_maps(some_maps(), {})),
              ElementsAre("change-2006-2020-07", "class-2006", "class-2020", "npp-2006-07", "npp-2006-08",
                          "npp-2020-07", "trend-slope-07", "trend-slope-08"));
}

TEST(SelectMaps, years_take_the_later_one_and_what_has_none) {
  EXPECT_THAT(names_of(select_maps(some_maps(), {{}, {2020}, {7}})),
              ElementsAre("change-2006-2020-07", "class-2020", "npp-2020-07", "trend-slope-07"));
}

TEST(SelectMaps, says_what_there_is) {
  EXPECT_THAT(refusal(some_maps(), {{"nnp"}, {}, {}}), HasSubstr("change, class, npp, trend-slope"));
  EXPECT_THAT(refusal(some_maps(), {{}, {2010}, {}}), HasSubstr("2006, 2020"));
  EXPECT_THAT(refusal(some_maps(), {{}, {}, {9}}), HasSubstr("7, 8"));
  EXPECT_THAT(refusal(some_maps(), {{"npp"}, {2020}, {8}}), HasSubstr("layer npp, year 2020, month 8"));
}

/// The file of two months, an annual map and classes that all map tests share, as maps/mixed-2016.nc.
class Listed : public testing::Test {
 protected:
  Listed() {
    sample::write(folder_ / "maps" / "mixed-2016.nc", sample::layout());
    world().barrier();
  }
  SharedFolder folder_;
};

TEST_F(Listed, several_maps_of_a_file_are_layers_of_their_own) {
  const auto maps = list_maps(folder_.path());
  EXPECT_THAT(names_of(maps), ElementsAre("mixed-class-2016", "mixed-npp-2016-07", "mixed-npp-2016-08",
                                          "mixed-npp_annual-2016"));
  EXPECT_EQ(maps[1].first, (YearMonth{2016, 7}));
  EXPECT_EQ(maps[0].last, (YearMonth{2016, 12}));
  EXPECT_FALSE(maps[0].facts.flag_meanings.empty());
}

TEST_F(Listed, a_folder_without_maps_is_an_error) {
  EXPECT_THROW(static_cast<void>(list_maps(folder_ / "maps")), model::Error);
  EXPECT_THROW(static_cast<void>(list_maps(folder_ / "maps" / "mixed-2016.nc")), model::Error);
}

TEST_F(Listed, gdal_reads_stored_values_of_a_clip) {
  const auto maps = list_maps(folder_.path());
  const Clip clip{"part", {3, 5, 100, 60}};
  MapDataset dataset(maps[2], map_style("npp", maps[2].facts), clip);
  std::vector<std::int16_t> values(100 * 60);
  ASSERT_EQ(dataset.GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 60, 100, values.data(), 60, 100, GDT_Int16, 0,
                                               0, nullptr),
            CE_None);
  for (int row = 0; row < 100; ++row)
    for (int col = 0; col < 60; ++col)
      ASSERT_EQ(values[static_cast<std::size_t>(row * 60 + col)], sample::npp(1, row + 3, col + 5))
          << row << ", " << col;
  std::array<double, 6> transform{};
  dataset.GetGeoTransform(transform.data());
  EXPECT_EQ(transform[0], sample::grid().west() + 5 * 30);
  EXPECT_EQ(transform[3], sample::grid().north() - 3 * 30);
}

TEST_F(Listed, outside_the_mask_is_no_data) {
  const auto maps = list_maps(folder_.path());
  const Clip clip{"odd columns", sample::grid().window(),
                  [](const model::Window& window, std::vector<std::uint8_t>& mask) {
                    mask.clear();
                    for (std::int64_t i = 0; i < window.size(); ++i)
                      mask.push_back((window.col + i % window.cols) % 2 == 0 ? 0 : 1);
                  }};
  MapDataset dataset(maps[1], map_style("npp", maps[1].facts), clip);
  std::int16_t even = 0, odd = 0;
  auto& band = *dataset.GetRasterBand(1);
  ASSERT_EQ(band.RasterIO(GF_Read, 66, 70, 1, 1, &even, 1, 1, GDT_Int16, 0, 0, nullptr), CE_None);
  ASSERT_EQ(band.RasterIO(GF_Read, 67, 70, 1, 1, &odd, 1, 1, GDT_Int16, 0, 0, nullptr), CE_None);
  EXPECT_EQ(even, band.GetNoDataValue());
  EXPECT_EQ(odd, sample::npp(0, 70, 67));
}

/// Counts that have no value for "no data", as NDVI files hold them.
TEST(MapDatasets, counts_get_a_wider_type_where_they_are_cut) {
  const SharedFolder folder;
  auto layout = sample::layout();
  auto counts = layout.variables.back();
  counts.name = "observations";
  counts.fill.reset();
  counts.flag_values.clear();
  counts.flag_meanings.clear();
  layout.variables = {counts};
  const auto path = folder / "ndvi" / "ndvi-2016.nc";
  MapWriter(world(), path, layout).finish();
  const auto maps = list_maps(folder.path());
  const auto style = map_style(maps[0].layer, maps[0].facts);
  MapDataset whole(maps[0], style, {"", sample::grid().window()});
  EXPECT_EQ(whole.GetRasterBand(1)->GetRasterDataType(), GDT_Byte);
  const Clip nothing{"nothing", sample::grid().window(),
                     [](const model::Window& window, std::vector<std::uint8_t>& mask) {
                       mask.assign(static_cast<std::size_t>(window.size()), 0);
                     }};
  MapDataset cut(maps[0], style, nothing);
  EXPECT_EQ(cut.GetRasterBand(1)->GetRasterDataType(), GDT_Int16);
  EXPECT_EQ(cut.GetRasterBand(1)->GetNoDataValue(), -1);
  EXPECT_EQ(summarise(*cut.GetRasterBand(1), style.kind).valid, 0);
  EXPECT_EQ(summarise(*whole.GetRasterBand(1), style.kind).valid, sample::grid().size());
}

}  // namespace
}  // namespace minenpp::io
