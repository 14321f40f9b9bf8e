#include "io/report/picture.h"

#include <cmath>

#include <gmock/gmock.h>

#include "io/gdal/dataset.h"
#include "io/results/sample.h"
#include "io/world.h"
#include "model/error.h"

namespace minenpp::io {
namespace {

/// The sample's map of NPP in July and August 2016, written by one rank a tile.
std::filesystem::path write_sample(const std::filesystem::path& path, const std::string& name) {
  auto layout = sample::layout();
  std::erase_if(layout.variables, [&](const auto& variable) { return variable.name != name; });
  MapWriter writer(world(), path, layout);
  const model::TileLattice lattice(layout.grid, layout.tile_size);
  const auto owner = [](std::int64_t tile) { return static_cast<int>(tile % world().size()); };
  if (name == "npp")
    sample::write_tiles(world(), writer, name, MonthRange{0, 2}, lattice, owner, sample::npp);
  else
    sample::write_tiles(
        world(), writer, name, std::nullopt, lattice, owner,
        [](std::int64_t, std::int64_t row, std::int64_t col) { return sample::land_class(row, col); });
  writer.finish();
  return path;
}

TEST(Picture, HoldsTheMapsValuesInItsUnit) {
  const SharedFolder folder;
  const auto map = write_sample(folder / "npp-2016.nc", "npp");
  const auto picture = read_picture(map, 8, 1'000'000, false);
  ASSERT_EQ(picture.width, 70);
  ASSERT_EQ(picture.height, 130);
  EXPECT_NEAR(picture.width_km, 70 * 0.03, 1e-9);
  const auto fill = static_cast<std::int16_t>(*sample::layout().variables.front().fill);
  for (std::int64_t row = 0; row < 130; ++row)
    for (std::int64_t col = 0; col < 70; ++col) {
      const float value = picture.values[static_cast<std::size_t>(row * 70 + col)];
      const auto stored = sample::npp(1, row, col);
      if (stored == fill)
        ASSERT_TRUE(std::isnan(value)) << row << " " << col;
      else
        ASSERT_NEAR(value, stored * 0.01, 1e-4) << row << " " << col;
    }
}

TEST(Picture, IsNoLargerThanAsked) {
  const SharedFolder folder;
  const auto map = write_sample(folder / "npp-2016.nc", "npp");
  const auto picture = read_picture(map, 7, 1000, false);
  EXPECT_LE(picture.width * picture.height, 1000);
  EXPECT_GT(picture.width * picture.height, 800);
  EXPECT_NEAR(static_cast<double>(picture.height) / picture.width, 130.0 / 70, 0.1);
}

TEST(Picture, AMonthThatIsNotThereIsAnError) {
  const SharedFolder folder;
  const auto map = write_sample(folder / "npp-2016.nc", "npp");
  EXPECT_TRUE(has_picture(map, 7));
  EXPECT_FALSE(has_picture(map, 6));
  EXPECT_FALSE(has_picture(folder / "none.nc", 7));
  EXPECT_THROW((void)read_picture(map, 6, 1000, false), model::Error);
}

TEST(Picture, ClassesAreNotMixed) {
  const SharedFolder folder;
  const auto map = write_sample(folder / "class-2016.nc", "class");
  const auto style = style_of_map(map, "class");
  EXPECT_EQ(style.kind, MapKind::categorical);
  const auto picture = read_picture(map, 0, 500, true);
  for (const float value : picture.values) {
    EXPECT_TRUE(std::isnan(value) || value == std::floor(value)) << value;
  }
}

TEST(Png, KeepsCodesColoursAndTransparency) {
  const SharedFolder folder;
  const auto png = png_of({0, 1, 2, 1, 0, 2}, 3, 2, {{255, 0, 0}, {0, 0, 255}});
  EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_THAT(data_uri(png), testing::StartsWith("data:image/png;base64,iVBOR"));
  const auto path = folder / ("picture-" + std::to_string(world().rank()) + ".png");
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr);
  std::fwrite(png.data(), 1, png.size(), file);
  std::fclose(file);
  const auto opened = open_raster(path.string());
  std::vector<std::uint8_t> codes(6);
  ASSERT_EQ(
      opened->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 3, 2, codes.data(), 3, 2, GDT_Byte, 0, 0, nullptr),
      CE_None);
  EXPECT_THAT(codes, testing::ElementsAre(0, 1, 2, 1, 0, 2));
  EXPECT_EQ(opened->GetRasterBand(1)->GetColorTable()->GetColorEntry(2)->c3, 255);
  EXPECT_EQ(opened->GetRasterBand(1)->GetColorTable()->GetColorEntry(0)->c4, 0);
}

}  // namespace
}  // namespace minenpp::io
