#include "survey/statistics/tile_tally.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "model/grid/tile_lattice.h"
#include "survey/npp/class_lookup.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 40, 50, false);
const std::vector<int> codes{1, 3, 8};

/// A rectangle of pixels as a zone; rows and columns to (not included).
Zone rectangle(double row, double col, double row_end, double col_end) {
  const model::Ring ring{{col, row}, {col_end, row}, {col_end, row_end}, {col, row_end}};
  Zone zone{ZoneKind::mine, "mine", {}, {}, {}};
  zone.pixels.add(model::PolygonRaster(std::vector<model::Ring>{ring}));
  return zone;
}

struct Area {
  std::vector<std::uint8_t> classes;
  std::vector<double> npp;
};

Area random_area() {
  std::mt19937 random(3);
  Area area;
  for (std::int64_t i = 0; i < grid.size(); ++i) {
    const auto draw = random() % 10;
    area.classes.push_back(draw == 0 ? no_class : static_cast<std::uint8_t>(codes[draw % 3]));
    const bool missing = draw == 0 || random() % 7 == 0;
    area.npp.push_back(missing ? model::no_data : static_cast<double>(random() % 100000) / 1000);
  }
  return area;
}

NppTables tally(const Area& area, const ZoneList& zones, std::int64_t tile_size) {
  const TallyColumns columns{{8}, false};
  NppTables tables(codes.size(), zones.size(), columns, zones.by_area());
  TileTally tally(grid, codes, zones, columns);
  const model::TileLattice tiles(grid, tile_size);
  for (std::int64_t t = 0; t < tiles.count(); ++t) {
    TileInputs inputs;
    NppTile tile;
    inputs.window = tiles.window(t);
    for (std::int64_t row = 0; row < inputs.window.rows; ++row)
      for (std::int64_t col = 0; col < inputs.window.cols; ++col) {
        const auto at =
            static_cast<std::size_t>((inputs.window.row + row) * grid.cols() + inputs.window.col + col);
        inputs.classes.push_back(area.classes[at]);
        tile.npp[7].push_back(area.npp[at]);
      }
    tally.add(inputs, tile, tables);
  }
  return tables;
}

class TileTallyTest : public ::testing::TestWithParam<int> {};

TEST_P(TileTallyTest, AgreesWithPixelByPixelSums) {
  const auto area = random_area();
  const ZoneList zones({Zone{}, rectangle(3, 5, 20, 33), rectangle(10, 0, 40, 12)});
  const auto tables = tally(area, zones, GetParam());
  std::vector<double> class_sum(3), zone_sum(3);
  std::vector<std::int64_t> class_count(3), zone_count(3);
  for (std::int64_t row = 0; row < grid.rows(); ++row)
    for (std::int64_t col = 0; col < grid.cols(); ++col) {
      const auto at = static_cast<std::size_t>(row * grid.cols() + col);
      if (std::isnan(area.npp[at])) continue;
      const auto add = [&](std::vector<double>& sums, std::vector<std::int64_t>& counts, std::size_t i) {
        sums[i] += area.npp[at];
        ++counts[i];
      };
      add(class_sum, class_count, area.classes[at] == 1 ? 0 : area.classes[at] == 3 ? 1 : 2);
      add(zone_sum, zone_count, 0);
      if (row >= 3 && row < 20 && col >= 5 && col < 33) add(zone_sum, zone_count, 1);
      if (row >= 10 && col < 12) add(zone_sum, zone_count, 2);
    }
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(tables.classes.at(i, 0).count, class_count[i]);
    EXPECT_NEAR(tables.classes.at(i, 0).npp.value(), class_sum[i], 1e-6);
    EXPECT_EQ(tables.zones.at(i, 0).count, zone_count[i]);
    EXPECT_NEAR(tables.zones.at(i, 0).npp.value(), zone_sum[i], 1e-6);
  }
}

/// A zone whose edges cut through pixels: rows 3.25 to 20, columns 5.5 to 33.
TEST_P(TileTallyTest, PixelsCountByTheAreaThatAZoneCovers) {
  const auto area = random_area();
  auto zone = rectangle(3, 5, 20, 33);
  zone.coverage.emplace(std::vector<model::Ring>{{{5.5, 3.25}, {33, 3.25}, {33, 20}, {5.5, 20}}});
  const auto tables = tally(area, ZoneList({Zone{}, zone}), GetParam());
  double sum = 0, weight = 0;
  std::int64_t count = 0;
  for (std::int64_t row = 3; row < 20; ++row)
    for (std::int64_t col = 5; col < 33; ++col) {
      const auto at = static_cast<std::size_t>(row * grid.cols() + col);
      if (std::isnan(area.npp[at])) continue;
      const double share = (row == 3 ? 0.75 : 1) * (col == 5 ? 0.5 : 1);
      sum += share * area.npp[at];
      weight += share;
      ++count;
    }
  const auto& found = tables.zones.at(1, 0);
  EXPECT_EQ(found.count, count);
  EXPECT_EQ(static_cast<double>(found.weight), weight * ZoneRun::fraction_whole);
  EXPECT_NEAR(found.mean(), sum / weight, 1e-9);
  EXPECT_NEAR(found.area_m2.value(), weight * grid.pixel_area_m2(0), 1e-3);
  EXPECT_NEAR(found.area_weighted_mean(), sum / weight, 1e-9);
  const auto integers = tables.zones.to_integers();
  EXPECT_EQ(TallyTable::from_integers(2, 1, integers, true).at(1, 0).weight, found.weight);
  EXPECT_THROW((void)TallyTable::from_integers(2, 1, integers), model::Error);
}

TEST_P(TileTallyTest, ClassesPartitionTheArea) {
  const auto tables = tally(random_area(), ZoneList(), GetParam());
  NppTally all;
  for (std::size_t i = 0; i < codes.size(); ++i) all.add(tables.classes.at(i, 0));
  EXPECT_EQ(all, tables.zones.at(0, 0));
}

INSTANTIATE_TEST_SUITE_P(TileSizes, TileTallyTest, ::testing::Values(1, 7, 16, 64));

}  // namespace
}  // namespace minenpp::survey
