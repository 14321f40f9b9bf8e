#include "survey/mines/mine_effects.h"

#include <cmath>

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

constexpr double pixel_m2 = 900, tonnes = pixel_m2 * 1e-6;

/// `count` pixels of the same NPP.
void add(CellTable& table, const CellKey& key, int count, double npp) {
  for (int i = 0; i < count; ++i) {
    CellTally pixel;
    pixel.count = pixel.weight = 1;
    pixel.npp.add(npp);
    pixel.squares.add(npp * npp);
    pixel.area_m2.add(pixel_m2);
    pixel.carbon.add(npp, model::ExactSum::fixed(pixel_m2));
    table.at(key)[0].add(pixel);
  }
}

/// One mine and two years, small enough for a sheet of paper. Reference: forest (1) falls from 45 to 40,
/// grass (3) from 25 to 15, both together from 230 / 6 to 190 / 6.
class MineEffectsTest : public ::testing::Test {
 protected:
  MineEffectsTest() {
    catalogue.science.mined_classes = {7, 8, 12};
    catalogue.science.reclaimed_classes = {9, 10, 11};
    catalogue.periods = {{0, 1}};
    for (const int block : {1, 2}) {
      add(paired[0], {CellKind::block, block, 0, 1, 0}, 2, -5);
      add(paired[0], {CellKind::block, block, 0, 3, 0}, 1, -10);
    }
    auto &first = tables[0], &second = tables[1];
    for (const double fall : {0., 5.}) {
      auto& table = fall == 0 ? first : second;
      add(table, {CellKind::block, 1, 0, 1, 1}, 2, 42 - fall);
      add(table, {CellKind::block, 2, 0, 1, 1}, 2, 48 - fall);
      add(table, {CellKind::block, 1, 0, 3, 3}, 1, 20 - 2 * fall);
      add(table, {CellKind::block, 2, 0, 3, 3}, 1, 30 - 2 * fall);
      // Mine land far from all mines is no reference of anything.
      add(table, {CellKind::block, 2, 0, 8, 8}, 3, 1);
    }
    // Neither is land that has changed its class.
    add(second, {CellKind::block, 1, 0, 1, 8}, 3, 0);
    add(second, {CellKind::block, 1, 0, 3, 1}, 3, 90);

    // The mine's own land pixel by pixel: 10 forest became pit, 4 are reclaimed.
    add(paired[0], {CellKind::per_mine, 1, 0, 1, 0}, 10, 0 - 45.);
    add(paired[0], {CellKind::per_mine, 1, 0, 1, 0}, 4, 30 - 45.);
    add(paired[0], {CellKind::per_mine, 1, 0, 3, 0}, 2, 17 - 25.);
    add(paired[0], {CellKind::per_mine, 1, 0, 7, 0}, 1, 2 - 3.);
    add(first, {CellKind::per_mine, 1, 0, 1, 1}, 14, 45);
    add(first, {CellKind::per_mine, 1, 0, 3, 3}, 2, 25);
    add(first, {CellKind::per_mine, 1, 0, 7, 7}, 1, 3);
    add(second, {CellKind::per_mine, 1, 0, 1, 8}, 10, 0);
    add(second, {CellKind::per_mine, 1, 0, 1, 10}, 4, 30);
    add(second, {CellKind::per_mine, 1, 0, 3, 3}, 2, 17);
    add(second, {CellKind::per_mine, 1, 0, 7, 7}, 1, 2);

    add(second, {CellKind::nearest, 1, 1, 1, 1}, 5, 38);
    add(second, {CellKind::nearest, 1, 2, 3, 3}, 2, 16);
    add(second, {CellKind::nearest, 1, 1, 1, 5}, 6, 1);  // built up since
    add(second, {CellKind::nearest, 1, 1, 7, 7}, 6, 1);  // never native
    add(second, {CellKind::nearest, 1, 0, 1, 1}, 6, 1);  // inside
    add(second, {CellKind::per_mine, 1, 1, 1, 1}, 9, 1);
    add(second, {CellKind::nearest, 2, 1, 1, 1}, 9, 1);  // another mine's
  }

  [[nodiscard]] MineEffects effects() const { return {catalogue, tables, paired, land}; }

  Catalogue catalogue;
  std::vector<CellTable> tables{CellTable(1), CellTable(1)}, paired{CellTable(1)};
  std::vector<LandTable> land{2};
};

TEST_F(MineEffectsTest, References) {
  const auto found = effects();
  EXPECT_EQ(found.reference_classes(), (std::vector<int>{1, 3}));
  EXPECT_DOUBLE_EQ(found.reference(0, 0, 1).mean, 45);
  EXPECT_DOUBLE_EQ(found.reference(1, 0, 1).mean, 40);
  EXPECT_EQ(found.reference(1, 0, 1).count, 4);
  EXPECT_DOUBLE_EQ(found.reference(1, 0, 3).mean, 15);
  // No class, a mine class, a class without reference land: all reference land together.
  for (const int code : {0, 7, 2}) EXPECT_DOUBLE_EQ(found.reference(1, 0, code).mean, 190. / 6);
  EXPECT_EQ(found.reference(1, 0, 0).count, 6);
}

TEST_F(MineEffectsTest, LedgerByHand) {
  const auto found = effects();
  const auto ledger = found.ledger(1, 1, 0, {});
  const double inside = 10 * (0 - 40.) + 4 * (30 - 40.) + 2 * (17 - 15.) + (2 - 190. / 6);
  const double gain = 4 * (30 - 2. / 11);
  EXPECT_NEAR(ledger.reclamation.carbon_t, tonnes * gain, 1e-12);
  EXPECT_NEAR(ledger.direct.carbon_t, tonnes * (inside - gain), 1e-12);
  EXPECT_NEAR(ledger.indirect.carbon_t, tonnes * (5 * (38 - 40.) + 2 * (16 - 15.)), 1e-12);
  EXPECT_NEAR(ledger.net.carbon_t, tonnes * (inside - 8), 1e-12);
  EXPECT_EQ(ledger.direct.pixels, 17);
  EXPECT_EQ(ledger.indirect.pixels, 7);
  EXPECT_EQ(ledger.reclamation.pixels, 4);
  EXPECT_EQ(ledger.net.pixels, 24);
  EXPECT_DOUBLE_EQ(ledger.net.area_hm2, 24 * 0.09);
}

TEST_F(MineEffectsTest, AMineThatIsNotSelectedHasNoRings) {
  const auto found = effects();
  const auto ledger = found.ledger(1, 1, 0, {.selected = false}), all = found.ledger(1, 1, 0, {});
  for (const auto& line : {ledger.indirect, ledger.net}) {
    EXPECT_TRUE(std::isnan(line.carbon_t));
    EXPECT_TRUE(std::isnan(line.standard_error_t));
    EXPECT_EQ(line.pixels, 0);
    EXPECT_EQ(line.area_hm2, 0);
  }
  EXPECT_EQ(ledger.direct.carbon_t, all.direct.carbon_t);
  EXPECT_EQ(ledger.direct.standard_error_t, all.direct.standard_error_t);
  EXPECT_EQ(ledger.reclamation.carbon_t, all.reclamation.carbon_t);
}

TEST_F(MineEffectsTest, ErrorsOfTheLedger) {
  const auto found = effects();
  const auto ledger = found.ledger(1, 1, 0, {});
  const double forest = found.reference(1, 0, 1).standard_error,
               grass = found.reference(1, 0, 3).standard_error, all = found.reference(1, 0, 0).standard_error;
  // Two blocks drawn twice: the mean is 37, 40 or 43 in one, two and one of four cases.
  EXPECT_NEAR(forest, 3 / std::sqrt(2.), 0.1);
  EXPECT_NEAR(grass, 5 / std::sqrt(2.), 0.2);
  const double spread = std::sqrt((4 - 4. / 11) / 10);
  const double gain = tonnes * 4 * spread / std::sqrt(11.);
  EXPECT_NEAR(ledger.reclamation.standard_error_t, gain, 1e-12);
  // In both blocks forest and grass are off to the same side: where one is too low, so is the other.
  EXPECT_NEAR(ledger.indirect.standard_error_t, tonnes * (5 * forest + 2 * grass), 1e-12);
  EXPECT_NEAR(ledger.direct.standard_error_t, std::hypot(tonnes * (14 * forest + 2 * grass + all), gain),
              1e-12);
  // The unreclaimed land's own error is in direct and reclamation with opposite signs, so not in the net.
  EXPECT_NEAR(ledger.net.standard_error_t, tonnes * (19 * forest + 4 * grass + all), 1e-12);
}

TEST_F(MineEffectsTest, NothingToCompareReclaimedLandWith) {
  CellTable table(1);
  add(table, {CellKind::block, 1, 0, 1, 1}, 2, 42);
  add(table, {CellKind::block, 2, 0, 1, 1}, 2, 48);
  add(table, {CellKind::per_mine, 1, 0, 1, 10}, 4, 30);
  tables = {table, table};
  const auto ledger = effects().ledger(1, 0, 0, {});
  EXPECT_TRUE(std::isnan(ledger.reclamation.carbon_t));
  EXPECT_TRUE(std::isnan(ledger.reclamation.standard_error_t));
  EXPECT_EQ(ledger.reclamation.pixels, 4);
  EXPECT_NEAR(ledger.direct.carbon_t, tonnes * 4 * (30 - 45.), 1e-12);
  EXPECT_NEAR(ledger.net.carbon_t, ledger.direct.carbon_t, 1e-15);
  EXPECT_FALSE(std::isnan(ledger.direct.standard_error_t));
  EXPECT_EQ(ledger.indirect.pixels, 0);
  EXPECT_EQ(ledger.indirect.standard_error_t, 0);
}

TEST_F(MineEffectsTest, WithoutReclaimedLandReclamationIsNothing) {
  const auto ledger = effects().ledger(1, 0, 0, {});
  EXPECT_EQ(ledger.reclamation.carbon_t, 0);
  EXPECT_EQ(ledger.reclamation.standard_error_t, 0);
  EXPECT_EQ(ledger.reclamation.pixels, 0);
}

constexpr auto pixel_mm2 = static_cast<std::int64_t>(pixel_m2 * 1e6);

TEST_F(MineEffectsTest, KnownLandStandsForItselfExactly) {
  const auto before = effects().ledger(1, 1, 0, {});
  land[1].add(1, LandPart::whole, 17 * pixel_mm2);
  land[1].add(1, LandPart::reclaimed, 4 * pixel_mm2);
  land[1].add(1, LandPart::unreclaimed, 11 * pixel_mm2);
  land[1].add(1, LandPart::rings, 7 * pixel_mm2);
  const auto after = effects().ledger(1, 1, 0, {.selected = true, .outlined = true});
  for (const auto line :
       {&MineLedger::direct, &MineLedger::indirect, &MineLedger::reclamation, &MineLedger::net}) {
    EXPECT_EQ((before.*line).carbon_t, (after.*line).carbon_t);
    EXPECT_EQ((before.*line).standard_error_t, (after.*line).standard_error_t);
  }
}

/// A mine under a cloud has lost no less than in other years.
TEST_F(MineEffectsTest, LandWithoutNppCountsAsTheRest) {
  const auto clear = effects().ledger(1, 1, 0, {});
  land[1].add(1, LandPart::whole, 34 * pixel_mm2);  // twice what has NPP
  land[1].add(1, LandPart::reclaimed, 6 * pixel_mm2);
  land[1].add(1, LandPart::unreclaimed, 22 * pixel_mm2);
  land[1].add(1, LandPart::rings, 14 * pixel_mm2);
  const auto found = effects().ledger(1, 1, 0, {});
  EXPECT_NEAR(found.reclamation.carbon_t, 1.5 * clear.reclamation.carbon_t, 1e-12);
  EXPECT_NEAR(found.reclamation.standard_error_t, 1.5 * clear.reclamation.standard_error_t, 1e-12);
  EXPECT_NEAR(found.indirect.carbon_t, 2 * clear.indirect.carbon_t, 1e-12);
  EXPECT_NEAR(found.indirect.standard_error_t, 2 * clear.indirect.standard_error_t, 1e-12);
  EXPECT_NEAR(found.net.carbon_t, 2 * clear.net.carbon_t, 1e-12);
  EXPECT_NEAR(found.net.standard_error_t, 2 * clear.net.standard_error_t, 1e-12);
  EXPECT_NEAR(found.direct.carbon_t + found.indirect.carbon_t + found.reclamation.carbon_t,
              found.net.carbon_t, 1e-12);
  EXPECT_EQ(found.direct.pixels, 17);  // counted over
}

TEST_F(MineEffectsTest, NoTotalOfLandOfWhichLessThanHalfIsKnown) {
  land[1].add(1, LandPart::whole, 35 * pixel_mm2);
  auto found = effects().ledger(1, 1, 0, {});
  for (const auto& line : {found.direct, found.net}) {
    EXPECT_TRUE(std::isnan(line.carbon_t));
    EXPECT_TRUE(std::isnan(line.standard_error_t));
  }
  EXPECT_FALSE(std::isnan(found.indirect.carbon_t));
  land = std::vector<LandTable>(2);
  land[1].add(1, LandPart::rings, 15 * pixel_mm2);
  found = effects().ledger(1, 1, 0, {});
  EXPECT_TRUE(std::isnan(found.indirect.carbon_t));
  EXPECT_TRUE(std::isnan(found.net.carbon_t));
  EXPECT_FALSE(std::isnan(found.direct.carbon_t));
}

TEST_F(MineEffectsTest, ReclaimedLandThatIsNotKnownIsNotToldApart) {
  land[1].add(1, LandPart::whole, 22 * pixel_mm2);
  land[1].add(1, LandPart::reclaimed, 9 * pixel_mm2);
  const auto found = effects().ledger(1, 1, 0, {});
  EXPECT_TRUE(std::isnan(found.direct.carbon_t));
  EXPECT_TRUE(std::isnan(found.reclamation.carbon_t));
  EXPECT_FALSE(std::isnan(found.net.carbon_t));
}

TEST_F(MineEffectsTest, NoLandIsNothingButForAPolygon) {
  const auto before = effects().ledger(3, 1, 0, {});  // of classes, and none of them yet
  EXPECT_EQ(before.direct.carbon_t, 0);
  EXPECT_EQ(before.net.carbon_t, 0);
  const auto beside = effects().ledger(3, 1, 0, {.selected = true, .outlined = true});
  EXPECT_TRUE(std::isnan(beside.direct.carbon_t));
  EXPECT_TRUE(std::isnan(beside.net.carbon_t));
  EXPECT_EQ(beside.indirect.carbon_t, 0);
}

/// Water in the rings has no NPP with or without NDVI.
TEST_F(MineEffectsTest, BareLandInRingsIsNotCounted) {
  catalogue.classes.resize(1);
  catalogue.classes[0].code = 4;
  add(tables[1], {CellKind::nearest, 1, 1, 4, 4}, 5, 0);
  land[1].add(1, LandPart::rings, 14 * pixel_mm2);
  const auto found = effects().ledger(1, 1, 0, {});
  const double water = 5 * -190. / 6;
  EXPECT_NEAR(found.indirect.carbon_t, tonnes * (2 * -8 + water), 1e-12);
}

TEST_F(MineEffectsTest, NoReferenceNoLedger) {
  CellTable table(1);
  add(table, {CellKind::per_mine, 1, 0, 1, 1}, 4, 30);
  tables = {table, table};
  paired = {CellTable(1)};
  add(paired[0], {CellKind::per_mine, 1, 0, 1, 0}, 4, 0);
  EXPECT_TRUE(std::isnan(effects().ledger(1, 0, 0, {}).net.carbon_t));
  EXPECT_TRUE(std::isnan(effects().cause(1, 0, 0, 0).mining));
  EXPECT_DOUBLE_EQ(effects().cause(1, 0, 0, 0).change, 0);
}

TEST_F(MineEffectsTest, CausesByHand) {
  const auto cause = effects().cause(1, 0, 0, 0);
  const double before = (14 * 45. + 2 * 25 + 3) / 17, after = (4 * 30. + 2 * 17 + 2) / 17;
  const double climate = (14 * -5. + 2 * -10. + (190. - 230.) / 6) / 17;
  EXPECT_NEAR(cause.change, after - before, 1e-12);
  EXPECT_NEAR(cause.climate, climate, 1e-12);
  EXPECT_NEAR(cause.mining, after - before - climate, 1e-12);
  // Both blocks fall by the same, so what weather did is known exactly.
  EXPECT_NEAR(cause.standard_error, 0, 1e-9);
}

/// A mine that grew over grass: what its old land has is no part of the change of its new land, nor are the
/// yearly means of either.
TEST_F(MineEffectsTest, CausesAreOfTheSamePixels) {
  add(tables[0], {CellKind::per_mine, 2, 0, 8, 8}, 50, 1);
  add(tables[1], {CellKind::per_mine, 2, 0, 8, 8}, 50, 2);
  add(tables[1], {CellKind::per_mine, 2, 0, 3, 7}, 30, 4);
  add(paired[0], {CellKind::per_mine, 2, 0, 8, 0}, 50, 1);
  add(paired[0], {CellKind::per_mine, 2, 0, 3, 0}, 20, 4 - 25.);  // of the 30, without data in the first year
  const auto cause = effects().cause(2, 0, 0, 0);
  EXPECT_NEAR(cause.change, (50 * 1. + 20 * -21.) / 70, 1e-12);
  EXPECT_NEAR(cause.climate, (50 * (190. - 230.) / 6 + 20 * -10.) / 70, 1e-12);
  EXPECT_NEAR(cause.mining, cause.change - cause.climate, 1e-12);
}

TEST_F(MineEffectsTest, NoCauseWhereLandIsMissing) {
  EXPECT_TRUE(std::isnan(effects().cause(0, 1, 0, 0).change));  // no united rings
  add(paired[0], {CellKind::per_mine, 1, 2, 1, 0}, 3, -4);
  EXPECT_TRUE(std::isnan(effects().cause(1, 1, 0, 0).mining));  // ring 1 only later
  EXPECT_DOUBLE_EQ(effects().cause(1, 2, 0, 0).change, -4);
}

}  // namespace
}  // namespace minenpp::survey
