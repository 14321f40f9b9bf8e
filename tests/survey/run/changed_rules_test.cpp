#include "survey/run/changed_rules.h"

#include <gtest/gtest.h>

namespace minenpp::survey {
namespace {

TEST(ChangedRules, OnlyCompositesByQualityAreMadeAgain) {
  Settings settings;
  for (const auto& [composite, again] : {std::pair{"maximum", false}, {"median", false}, {"best", true}}) {
    settings.set("ndvi.composite", composite);
    KeyParts parts;
    add_quality_rule(parts, settings);
    EXPECT_EQ(parts.has("best quality"), again) << composite;
  }
}

TEST(ChangedRules, OnlyChosenMinesAreMadeAgain) {
  Settings settings;
  KeyParts all, chosen;
  add_recovery_rule(all, settings);
  settings.set("rings.mines", "Antaibao");
  add_recovery_rule(chosen, settings);
  EXPECT_FALSE(all.has("recovery"));
  EXPECT_TRUE(chosen.has("recovery"));
}

TEST(ChangedRules, OnlySurveysWithALedgerAreMadeAgain) {
  Catalogue catalogue;
  KeyParts without, with;
  add_ledger_rule(without, catalogue);
  catalogue.mines.rings = true;
  add_ledger_rule(with, catalogue);
  EXPECT_FALSE(without.has("ledger"));
  EXPECT_TRUE(with.has("ledger"));
}

TEST(ChangedRules, OnlyYearsThatLackPrecipitationAreMadeAgain) {
  Catalogue catalogue;
  catalogue.science.casa.water_stress = model::WaterStress::monthly;
  catalogue.gridded.resize(1);
  catalogue.stations.resize(1);
  for (int month = 1; month <= 12; ++month)
    catalogue.stations[0].of(WeatherVariable::precipitation, month) = {10.0};
  KeyParts complete, lacking, annual;
  add_frozen_rule(complete, catalogue, 0);
  EXPECT_FALSE(complete.has("frozen months"));
  catalogue.stations[0].of(WeatherVariable::precipitation, 7) = {model::no_data};
  add_frozen_rule(lacking, catalogue, 0);
  EXPECT_TRUE(lacking.has("frozen months"));
  catalogue.science.casa.water_stress = model::WaterStress::annual;
  add_frozen_rule(annual, catalogue, 0);
  EXPECT_FALSE(annual.has("frozen months"));
}

}  // namespace
}  // namespace minenpp::survey
