#include "survey/weather/weather_plan.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

#include "model/error.h"
#include "survey/weather/flag_texts.h"
#include "survey/weather/plan_numbers.h"
#include "survey/weather/stations.h"
#include "survey/weather/surfaces.h"

namespace minenpp::survey {
namespace {

using testing::all_months;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::random_stations;

constexpr auto T = WeatherVariable::temperature;
constexpr auto P = WeatherVariable::precipitation;
constexpr auto R = WeatherVariable::radiation;
constexpr double extent_m = 300000;

/// The stations at `indices`.
StationYear some_of(const StationYear& all, const std::vector<int>& indices) {
  StationYear some = all;
  some.ids = chosen(all.ids, indices);
  some.positions = chosen(all.positions, indices);
  for (auto member : {&StationYear::longitude_deg, &StationYear::latitude_deg, &StationYear::elevation_m,
                      &StationYear::grid_x, &StationYear::grid_y})
    some.*member = chosen(all.*member, indices);
  for (auto& months : some.values)
    for (auto& column : months) column = chosen(column, indices);
  return some;
}

TEST(WeatherPlan, FewStationsGetTheDefaultVariogramOfEachMonth) {
  auto stations = random_stations(6, extent_m);
  const auto planned = plan_weather(stations, {}, all_months());
  const auto& january = planned.plan.of(T, 1);
  EXPECT_TRUE(january.there);
  EXPECT_TRUE(january.global);
  EXPECT_EQ(january.variogram.model(), model::VariogramModel::spherical);
  EXPECT_DOUBLE_EQ(january.variogram.range_m(), model::largest_distance_m(stations.positions));
  const std::vector<std::vector<double>> column{stations.of(T, 1)};
  EXPECT_DOUBLE_EQ(january.variogram.sill(), model::pooled_variance(column));
  EXPECT_FALSE(planned.findings.variograms[0][0].found.fitted);
  EXPECT_NE(planned.findings.variograms[0][0].found.reason, "");
}

TEST(WeatherPlan, ManyStationsShareOneVariogramAYearUnlessMonthsAreAskedFor) {
  auto stations = random_stations(90, extent_m);
  WeatherRules rules;
  const auto pooled = plan_weather(stations, rules, all_months());
  EXPECT_EQ(pooled.findings.variograms[1][1].found.variogram,
            pooled.findings.variograms[1][8].found.variogram);
  EXPECT_FALSE(pooled.plan.of(P, 2).global) << "90 stations are more than 64";
  rules.pooled = false;
  const auto monthly = plan_weather(stations, rules, all_months());
  EXPECT_NE(monthly.findings.variograms[1][1].found.variogram,
            monthly.findings.variograms[1][8].found.variogram);
}

/// One shape, and of every month as much of it as the month varies: what lay around January's mean by half as
/// much as July's is kriged with a quarter of its variance.
TEST(WeatherPlan, MonthsThatShareAVariogramKeepTheirOwnSill) {
  auto stations = random_stations(200, extent_m);
  for (std::size_t i = 0; i < stations.ids.size(); ++i) {
    const auto& at = stations.positions[i];
    stations.of(P, 7)[i] =
        60 + 20 * std::cos(at.x / 15000) * std::cos(at.y / 12000) + 9 * std::sin(at.x / 9000);
  }
  for (int month = 1; month <= 12; ++month) {
    stations.of(P, month) = stations.of(P, 7);
    for (double& value : stations.of(P, month)) value *= month == 1 ? 0.5 : 1;
  }
  for (double& value : stations.of(P, 3)) value = 0.1;  // does not vary, though its mean is rounded
  const auto planned = plan_weather(stations, {}, all_months());
  ASSERT_TRUE(planned.findings.variograms[1][0].found.fitted)
      << planned.findings.variograms[1][0].found.reason;
  const auto &january = planned.plan.of(P, 1), &july = planned.plan.of(P, 7);
  EXPECT_EQ(january.variogram, july.variogram) << "one shape, so one factorisation";
  EXPECT_NEAR(january.sill() / july.sill(), 0.25, 1e-9);
  EXPECT_NEAR(planned.findings.used[1][6].sill(), july.sill(), 1e-9);
  EXPECT_EQ(planned.plan.of(P, 3).sill(), 0);
  EXPECT_NEAR(planned.findings.validation[1][0].msdr, planned.findings.validation[1][6].msdr, 1e-6);
  // As if July had been fitted alone.
  WeatherRules rules;
  rules.pooled = false;
  const auto alone = plan_weather(stations, rules, all_months());
  EXPECT_NEAR(july.sill() / alone.plan.of(P, 7).sill(), 1, 1e-6);
  EXPECT_NEAR(january.sill() / alone.plan.of(P, 1).sill(), 1, 1e-6);
}

/// The sill is that of what is kriged: of the relief nothing is left in it.
TEST(WeatherPlan, WhatFollowsTheElevationIsNotInTheSill) {
  for (const auto drift : {DriftKind::lapse, DriftKind::elevation}) {
    auto stations = random_stations(9, extent_m);
    const auto flat = stations;
    const double slope = drift == DriftKind::lapse ? -0.0065 : -0.011;
    for (std::size_t i = 0; i < stations.ids.size(); ++i)
      stations.of(T, 7)[i] += slope * stations.elevation_m[i];
    WeatherRules rules;
    rules.drift[0] = drift;
    const auto planned = plan_weather(stations, rules, all_months());
    auto rest = flat.of(T, 7);
    const bool estimated = drift == DriftKind::elevation;
    if (estimated) rest = model::without_drift(rest, model::elevation_drift(flat.elevation_m));
    const std::vector<std::vector<double>> column{rest};
    EXPECT_NEAR(planned.plan.of(T, 7).sill(), model::pooled_variance(column) * (estimated ? 8. / 7 : 1), 1e-9)
        << "a slope that is estimated takes a degree of freedom";
  }
}

TEST(WeatherPlan, AVariogramOfTheUserIsUsedAsItIs) {
  auto stations = random_stations(50, extent_m);
  WeatherRules rules;
  rules.fixed[0] = model::Variogram(model::VariogramModel::exponential, 0.1, 2, 120000);
  const auto planned = plan_weather(stations, rules, all_months());
  EXPECT_EQ(planned.plan.of(T, 5).variogram, *rules.fixed[0]);
  EXPECT_TRUE(planned.findings.variograms[0][4].fixed);
  EXPECT_NE(planned.plan.of(P, 5).variogram, *rules.fixed[0]);
}

TEST(WeatherPlan, MonthsOfRadiationThatNobodyWantsAreLeftOut) {
  auto stations = random_stations(6, extent_m);
  model::MonthMask august{};
  august[7] = true;
  const auto planned = plan_weather(stations, {}, august);
  EXPECT_TRUE(planned.plan.of(WeatherVariable::radiation, 8).there);
  EXPECT_FALSE(planned.plan.of(WeatherVariable::radiation, 7).there);
  EXPECT_TRUE(planned.plan.of(T, 7).there);
}

TEST(WeatherPlan, TravelsAsNumbers) {
  auto stations = random_stations(40, extent_m);
  WeatherRules rules;
  rules.detrend = true;
  const auto plan = plan_weather(stations, rules, all_months()).plan;
  const auto copy = plan_from(numbers_of(plan));
  EXPECT_EQ(copy.fields, plan.fields);
  EXPECT_EQ(copy.low_m, plan.low_m);
  EXPECT_EQ(copy.high_m, plan.high_m);
  EXPECT_THROW((void)plan_from(std::vector<double>{1, 2}), model::Error);
}

TEST(WeatherPlan, FlagsAWildValueAmongFewStationsAndLeavesItOutOnRequest) {
  // Without relation between the stations, so that nothing else is wild.
  auto stations = random_stations(6, extent_m);
  for (int month = 1; month <= 12; ++month)
    for (const auto variable : weather_variables) stations.of(variable, month) = {10, 12, 11, 13, 12, 11};
  stations.of(T, 3)[2] += 60;
  auto copy = stations;
  const auto planned = plan_weather(copy, {}, all_months());
  ASSERT_EQ(planned.findings.flags.size(), 1u);
  const auto& flag = planned.findings.flags.front();
  EXPECT_EQ(flag.station, 2);
  EXPECT_EQ(flag.variable, T);
  EXPECT_EQ(flag.month, 3);
  EXPECT_DOUBLE_EQ(flag.value, stations.of(T, 3)[2]);
  EXPECT_GT(flag.standard_errors, 4);
  EXPECT_FALSE(std::isnan(copy.of(T, 3)[2])) << "flagged, not left out";
  const auto texts = flag_texts(stations, planned.findings, false);
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_THAT(texts[0], AllOf(HasSubstr("station 's2'"), HasSubstr("temperature of month 3"),
                              HasSubstr("weather.leave-out-flagged=yes")));

  WeatherRules rules;
  rules.leave_out_flagged = true;
  const auto without = plan_weather(copy, rules, all_months());
  EXPECT_TRUE(std::isnan(copy.of(T, 3)[2]));
  EXPECT_EQ(without.findings.flags.size(), 1u) << "still told";
  EXPECT_EQ(without.findings.validation[0][2].stations, 5);
  auto never = stations;
  never.of(T, 3)[2] = model::no_data;
  EXPECT_EQ(plan_weather(never, {}, all_months()).plan.fields, without.plan.fields);
}

TEST(WeatherPlan, FlagsTellTheRecordedValueAlsoWithATrend) {
  auto stations = random_stations(40, extent_m);
  stations.of(T, 3)[7] += 80;
  WeatherRules rules;
  rules.detrend = true;
  const double recorded = stations.of(T, 3)[7];
  const auto planned = plan_weather(stations, rules, all_months());
  ASSERT_GE(planned.findings.flags.size(), 1u);
  EXPECT_EQ(planned.findings.flags[0].station, 7);
  EXPECT_DOUBLE_EQ(planned.findings.flags[0].value, recorded);
  EXPECT_NEAR(planned.findings.flags[0].estimate, recorded - 80, 10);
}

TEST(WeatherPlan, RefusesAnExternalDriftThatTheStationsCannotCarry) {
  auto stations = random_stations(6, extent_m);
  WeatherRules rules;
  rules.drift[0] = DriftKind::elevation_only;
  stations.elevation_m.assign(6, 500);
  const auto message = [&] {
    try {
      (void)plan_weather(stations, rules, all_months());
    } catch (const model::Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(message(), AllOf(HasSubstr("weather.temperature-drift = elevation"), HasSubstr("6 station(s)"),
                               HasSubstr("more than 100 m")));
  stations.elevation_m[3] = model::no_data;
  EXPECT_THAT(message(), AllOf(HasSubstr("station 's3' has no elevation"), HasSubstr("temperature-drift")));
  rules.drift[0] = DriftKind::elevation;
  stations.elevation_m.assign(6, 500);
  EXPECT_EQ(message(), "no error") << "auto falls back on the lapse rate";
}

/// Radiation of twelve of forty stations is planned as if the table had these twelve alone.
TEST(WeatherPlan, StationsWithoutTheVariableDoNotCount) {
  for (const bool pooled : {true, false}) {
    auto stations = random_stations(40, extent_m);
    std::vector<int> with;
    for (int i = 0; i < 36; i += 3) with.push_back(i + 1);
    for (int month = 1; month <= 12; ++month)
      for (int i = 0; i < 40; ++i)
        if (std::ranges::find(with, i) == with.end())
          stations.of(R, month)[static_cast<std::size_t>(i)] = model::no_data;
    auto alone = some_of(stations, with);
    WeatherRules rules;
    rules.pooled = pooled;
    const auto planned = plan_weather(stations, rules, all_months());
    const auto expected = plan_weather(alone, rules, all_months());
    EXPECT_FALSE(planned.findings.variograms[2][4].found.fitted);
    EXPECT_EQ(planned.findings.variograms[2][4].found.reason,
              expected.findings.variograms[2][4].found.reason);
    for (int month = 1; month <= 12; ++month)
      EXPECT_EQ(planned.plan.of(R, month), expected.plan.of(R, month)) << month;
  }
}

/// A station listed twice, with half of its value more and half less, is one station: in sill, range and
/// trend.
TEST(WeatherPlan, StationsOfOnePlaceAreOneInEverythingPlanned) {
  for (const bool detrend : {false, true}) {
    auto stations = random_stations(7, extent_m);
    std::vector<int> doubled{0, 1, 2, 3, 4, 5, 6, 2, 5};
    auto twice = some_of(stations, doubled);
    twice.positions[7].x += 0.5;
    for (const auto variable : weather_variables)
      for (int month = 1; month <= 12; ++month) {
        auto& values = twice.of(variable, month);
        values[2] += 4, values[7] -= 4, values[5] += 8, values[8] -= 8;
      }
    WeatherRules rules;
    rules.detrend = detrend;
    const auto one = plan_weather(stations, rules, all_months()),
               two = plan_weather(twice, rules, all_months());
    for (const auto variable : weather_variables)
      for (const int month : {1, 6}) {
        const auto &expected = one.plan.of(variable, month), &found = two.plan.of(variable, month);
        EXPECT_NEAR(found.sill() / expected.sill(), 1, 1e-4);
        EXPECT_EQ(found.variogram.range_m(), expected.variogram.range_m());
        EXPECT_NEAR(found.trend.mean(), expected.trend.mean(), 1e-9);
        EXPECT_NEAR(found.trend.slope().x, expected.trend.slope().x, 1e-12);
      }
  }
}

}  // namespace
}  // namespace minenpp::survey
