#include "survey/weather/plan_texts.h"

#include <gmock/gmock.h>

#include "survey/weather/stations.h"
#include "survey/weather/surfaces.h"

namespace minenpp::survey {
namespace {

using testing::all_months;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::random_stations;

constexpr auto T = WeatherVariable::temperature;
constexpr auto P = WeatherVariable::precipitation;
constexpr double extent_m = 300000;

TEST(WeatherTrend, IsThatOfTheMapWhateverTheAnisotropy) {
  auto stations = random_stations(12, extent_m);
  WeatherRules rules;
  rules.detrend = true;
  auto stretched = stations;
  const auto plain = plan_weather(stations, rules, all_months());
  rules.anisotropy = {30, 0.02};
  for (auto& position : stretched.positions) position = rules.anisotropy.stretched(position);
  const auto planned = plan_weather(stretched, rules, all_months());
  EXPECT_EQ(planned.findings.trend[0][0], model::TrendSupport::plane);
  for (std::size_t i = 0; i < 12; ++i)
    EXPECT_NEAR(planned.plan.of(T, 1).trend.at(stretched.positions[i]),
                plain.plan.of(T, 1).trend.at(stations.positions[i]), 1e-8);
}

TEST(PlanTexts, TellsOfTrendsThatTheStationsDoNotTell) {
  auto stations = random_stations(6, extent_m);
  for (std::size_t i = 0; i < 6; ++i) {
    const double along = 20000.0 * static_cast<double>(i);
    stations.positions[i] = {along, 2 * along + (i % 2 == 0 ? 3.0 : 0.0), 0};
  }
  for (const int month : {3, 4}) stations.of(P, month)[0] = stations.of(P, month)[1] = model::no_data;
  WeatherRules rules;
  rules.detrend = true;
  const auto planned = plan_weather(stations, rules, all_months());
  EXPECT_EQ(planned.plan.of(P, 3).trend.slope(), model::Position{});
  EXPECT_NE(planned.plan.of(P, 5).trend.slope(), model::Position{});
  EXPECT_THAT(
      plan_texts(rules, planned.findings),
      ElementsAre(AllOf(HasSubstr("weather.detrend: temperature of month 1, 2, 3, 4,"), HasSubstr("line")),
                  AllOf(HasSubstr("weather.detrend: precipitation of month 3, 4: fewer than 5 stations")),
                  AllOf(HasSubstr("precipitation of month 1, 2, 5, 6"), HasSubstr("line")),
                  AllOf(HasSubstr("radiation of month 1, 2, 3"), HasSubstr("line"))));
  auto spread = random_stations(6, extent_m);
  EXPECT_THAT(plan_texts(rules, plan_weather(spread, rules, all_months()).findings), ElementsAre());
}

TEST(PlanTexts, TellsOfSlopesThatWereNotEstimated) {
  auto stations = random_stations(6, extent_m);
  stations.elevation_m = {100, 400, 900, 1200, 300, 700};
  for (const auto variable : {T, P})
    for (const int month : {2, 12})
      stations.of(variable, month)[0] = stations.of(variable, month)[1] = model::no_data;
  WeatherRules rules;
  rules.drift = {DriftKind::elevation, DriftKind::elevation, DriftKind::none};
  const auto planned = plan_weather(stations, rules, all_months());
  EXPECT_EQ(planned.findings.drift[0][0], DriftUse::estimated);
  EXPECT_EQ(planned.findings.drift[0][1], DriftUse::lapse);
  EXPECT_EQ(planned.findings.drift[1][11], DriftUse::without);
  EXPECT_EQ(planned.findings.drift[2][1], DriftUse::none);
  EXPECT_THAT(plan_texts(rules, planned.findings),
              ElementsAre(AllOf(HasSubstr("weather.temperature-drift: temperature of month 2, 12"),
                                HasSubstr("standard lapse rate")),
                          AllOf(HasSubstr("weather.precipitation-drift: precipitation of month 2, 12"),
                                HasSubstr("without the elevation"))));
  rules.drift = {DriftKind::lapse, DriftKind::none, DriftKind::none};
  EXPECT_THAT(plan_texts(rules, plan_weather(stations, rules, all_months()).findings), ElementsAre())
      << "as asked for";
}

TEST(PlanTexts, WhatYearsHaveInCommonIsToldOnce) {
  YearTexts texts;
  texts.add(2010, {"a", "b"});
  texts.add(2011, {"b", "c"});
  texts.add(2013, {"b"});
  EXPECT_THAT(texts.texts(), ElementsAre("2010: a", "2010, 2011, 2013: b", "2011: c"));
}

}  // namespace
}  // namespace minenpp::survey
