#include "survey/mines/paired_changes.h"

#include <cmath>
#include <map>
#include <random>
#include <tuple>

#include <gtest/gtest.h>

#include "survey/npp/class_lookup.h"

namespace minenpp::survey {
namespace {

const model::Grid grid(600000, 4380000, 30, 30, 60, 60, false);
const model::Window window{7, 11, 20, 30};
const std::vector<int> codes{1, 3, 8};
const TallyColumns columns{{6, 8}, true};

struct Year {
  TileInputs inputs;
  NppTile tile;

  /// `scale`: how large NPP is.
  Year(std::mt19937& random, double scale) {
    inputs.window = window;
    const auto pixels = static_cast<std::size_t>(window.size());
    for (std::size_t i = 0; i < pixels; ++i)
      inputs.classes.push_back(i % 40 < 30 ? 3 : random() % 9 == 0 ? no_class : std::uint8_t{8});
    for (auto* column : {&tile.npp[5], &tile.npp[7], &tile.annual})
      for (std::size_t i = 0; i < pixels; ++i)
        column->push_back(random() % 6 == 0 ? model::no_data
                                            : static_cast<double>(random() % 2000000) / 1000 * scale);
  }

  [[nodiscard]] const std::vector<double>& column(std::size_t i) const {
    return i == 0 ? tile.npp[5] : i == 1 ? tile.npp[7] : tile.annual;
  }
};

using Sums = std::map<std::tuple<std::int32_t, int, std::size_t>, std::pair<std::int64_t, double>>;

Sums pixel_by_pixel(const Year& before, const Year& after, const std::vector<std::uint8_t>& far,
                    const BlockGrid& blocks) {
  Sums sums;
  std::vector<std::size_t> members;
  blocks.for_each(
      window,
      [&](std::size_t first, std::size_t count) {
        for (auto i = first; i < first + count; ++i) members.push_back(i);
      },
      [&](std::int32_t block) {
        for (const auto i : members) {
          const auto land = after.inputs.classes[i];
          if (far[i] == 0 || land == no_class || before.inputs.classes[i] != land) continue;
          for (std::size_t column = 0; column < columns.count(); ++column) {
            const double difference = after.column(column)[i] - before.column(column)[i];
            if (std::isnan(difference)) continue;
            auto& [pixels, sum] = sums[{block, land, column}];
            ++pixels;
            sum += difference;
          }
        }
        members.clear();
      });
  return sums;
}

void expect_as_pixel_by_pixel(double scale_before, double scale_after) {
  std::mt19937 random(9);
  const Year before(random, scale_before), after(random, scale_after);
  std::vector<std::uint8_t> far;
  for (std::int64_t i = 0; i < window.size(); ++i) far.push_back(random() % 5 == 0 ? 0 : 1);
  const BlockGrid blocks(grid, 300);
  PairedChanges paired({{0, 1}}, 2, columns.count(), 1);
  RegionPixels pixels(grid, codes, columns);
  for (std::size_t year = 0; year < 2; ++year) {
    const auto& present = year == 0 ? before : after;
    pixels.set(present.inputs, present.tile, before.inputs.classes);
    paired.add(year, pixels, far, blocks, {});
  }
  const auto expected = pixel_by_pixel(before, after, far, blocks);
  ASSERT_FALSE(expected.empty());
  for (const auto& [key, sums] : expected) {
    const auto& [block, land, column] = key;
    const auto& tally = paired.tables.at(0).at({CellKind::block, block, 0, land, 0})[column];
    EXPECT_EQ(tally.count, sums.first);
    EXPECT_NEAR(tally.npp.value(), sums.second, 1e-4 * std::max(scale_before, scale_after));
  }
}

TEST(PairedChanges, DifferencesAgreeWithPixelByPixelSums) {
  expect_as_pixel_by_pixel(1, 1);
}

TEST(PairedChanges, NppTooLargeToAddUpIn64BitsIsAddedUpToo) {
  expect_as_pixel_by_pixel(1, 1e9);
  expect_as_pixel_by_pixel(1e9, 1);
}

/// Two regions that overlap, with rings, on the land that they have in the later year.
TEST(PairedChanges, RegionsAreThoseOfTheLaterYear) {
  std::mt19937 random(5);
  const Year before(random, 1), after(random, 1);
  auto base = before.inputs.classes;
  for (std::size_t i = 0; i < base.size(); i += 11) base[i] = 1;
  const auto ring_of = [](std::int32_t group, std::size_t i) {
    return (i / 7 + static_cast<std::size_t>(group)) % 4;
  };
  constexpr std::size_t outside = 3;
  std::vector<RingRegion> regions;
  for (const std::int32_t group : {4, 9}) {
    auto& region = regions.emplace_back(RingRegion{CellKind::per_mine, group, {}});
    // Seven pixels of a ring follow one another, but not across the end of a row.
    for (std::uint32_t i = 0; i < base.size(); ++i) {
      const auto ring = static_cast<std::uint32_t>(ring_of(group, i));
      if (ring == outside) continue;
      auto* last = region.runs.empty() ? nullptr : &region.runs.back();
      if (last && last->ring == ring && last->first + last->count == i && i % window.cols != 0)
        ++last->count;
      else
        region.runs.push_back({i, 1, ring});
    }
  }
  const std::vector<RingRegion> unlike{{CellKind::per_mine, 4, {{0, 30, 0}}}};
  PairedChanges paired({{0, 1}}, 2, columns.count(), outside);
  RegionPixels pixels(grid, codes, columns);
  const std::vector<std::uint8_t> far(base.size(), 0);
  for (std::size_t year = 0; year < 2; ++year) {
    const auto& present = year == 0 ? before : after;
    pixels.set(present.inputs, present.tile, base);
    paired.add(year, pixels, far, BlockGrid(grid, 300), year == 0 ? unlike : regions);
  }
  std::map<std::pair<CellKey, std::size_t>, std::pair<std::int64_t, double>> expected;
  for (const std::int32_t group : {4, 9})
    for (std::size_t i = 0; i < base.size(); ++i)
      for (std::size_t column = 0; column < columns.count(); ++column) {
        const auto ring = ring_of(group, i);
        const double difference = after.column(column)[i] - before.column(column)[i];
        if (ring == outside || std::isnan(difference)) continue;
        auto& [count, sum] = expected[{{CellKind::per_mine, group, static_cast<std::int32_t>(ring),
                                        base[i] == no_class ? 0 : base[i], 0},
                                       column}];
        ++count;
        sum += difference;
      }
  std::size_t found = 0;
  for (const auto& [key, tallies] : paired.tables.at(0).cells())
    for (std::size_t column = 0; column < columns.count(); ++column) {
      if (tallies[column].count == 0) continue;
      ++found;
      const auto& [count, sum] = expected.at({key, column});
      EXPECT_EQ(tallies[column].count, count);
      EXPECT_NEAR(tallies[column].npp.value(), sum, 1e-4);
    }
  EXPECT_EQ(found, expected.size());
  EXPECT_GT(found, 30U) << "rings, classes and columns of two mines";
}

}  // namespace
}  // namespace minenpp::survey
