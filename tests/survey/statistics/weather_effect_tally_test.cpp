#include "survey/statistics/weather_effect_tally.h"

#include <cmath>

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::survey {
namespace {

TEST(EffectTally, MeanKeepsSignsAndPixelDoesNot) {
  EffectTally tally;
  for (const double effect : {3.0, -1.0, 1.0}) tally.add(effect);
  EXPECT_DOUBLE_EQ(tally.of_mean(), 1);
  EXPECT_NEAR(tally.of_pixel(), std::sqrt(11.0 / 3), 1e-12);
}

TEST(EffectTable, AddsSamplesOfATileToItsGroups) {
  TileInputs inputs;
  inputs.window = {0, 0, 2, 2};
  inputs.classes = {3, 3, 1, 3};
  WeatherEffects effects;
  effects.pixels = {0, 2};
  effects.effect[0][7] = {2, 4};
  effects.effect[1][7] = {-1, 1};
  effects.effect[2][7] = {0, model::no_data};
  for (auto& variable : effects.effect) variable[12] = {model::no_data, model::no_data};
  effects.weather = effects.effect;
  effects.weather[0][7] = {20, 22};
  const TallyColumns columns{{8}, false};
  const ZoneList zones;
  EffectTable of_class(2, 1), of_zone(1, 1);
  add_effects(inputs, effects, columns, {1, 3}, zones, of_class, of_zone);
  EXPECT_DOUBLE_EQ(of_class.at(1, 0, 0).of_mean(), 2);
  EXPECT_DOUBLE_EQ(of_class.at(0, 0, 0).of_mean(), 4);
  EXPECT_DOUBLE_EQ(of_zone.at(0, 0, 0).of_mean(), 3);
  EXPECT_DOUBLE_EQ(of_zone.at(0, 0, 1).of_mean(), 0);
  EXPECT_EQ(of_zone.at(0, 0, 2).count, 1) << "a sample without a value is passed over";
  EXPECT_DOUBLE_EQ(of_zone.at(0, 0, 0).weather.mean(of_zone.at(0, 0, 0).weather_count), 21);

  const auto found = combined(of_class, 1, 0);
  EXPECT_NEAR(found.of_mean, std::sqrt(5.0), 1e-12);
  EXPECT_NEAR(found.share[0], 0.8, 1e-12);
  EXPECT_NEAR(found.share[0] + found.share[1] + found.share[2], 1, 1e-12);
  const auto copy = EffectTable::from_integers(1, 1, of_zone.to_integers());
  EXPECT_DOUBLE_EQ(copy.at(0, 0, 0).of_pixel(), of_zone.at(0, 0, 0).of_pixel());
  EXPECT_TRUE(std::isnan(combined(EffectTable(1, 1), 0, 0).of_mean));
  auto twice = of_class;
  twice.add_rows(of_class.rows());
  EXPECT_EQ(twice.at(1, 0, 0).count, 2 * of_class.at(1, 0, 0).count);
  EXPECT_DOUBLE_EQ(twice.at(1, 0, 0).of_mean(), of_class.at(1, 0, 0).of_mean());
  EXPECT_THROW(EffectTable(1, 1).add_rows(of_class.rows()), model::Error);
}

}  // namespace
}  // namespace minenpp::survey
