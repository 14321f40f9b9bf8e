#include "io/tables/declared_unit.h"

#include <gmock/gmock.h>

namespace minenpp::io {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto T = StationVariable::temperature;
constexpr auto P = StationVariable::precipitation;
constexpr auto R = StationVariable::radiation;

TEST(DeclaredUnit, UnderstandsWhatFilesWrite) {
  EXPECT_THAT(units_meant(T, "K"), ElementsAre("K"));
  EXPECT_THAT(units_meant(T, "degrees Celsius"), ElementsAre("degC"));
  EXPECT_THAT(units_meant(P, "kg m-2 s-1"), ElementsAre("kg/m2/s"));
  EXPECT_THAT(units_meant(P, "kg m**-2 s**-1"), ElementsAre("kg/m2/s"));
  EXPECT_THAT(units_meant(P, "mm/month"), ElementsAre("mm"));
  EXPECT_THAT(units_meant(P, "m"), ElementsAre("m", "m/day")) << "a month's sum, or a day's mean as in ERA5";
  EXPECT_THAT(units_meant(R, "W m^-2"), ElementsAre("W/m2"));
  EXPECT_THAT(units_meant(R, "J m**-2"), ElementsAre("J/m2/month", "J/m2/day"));
}

TEST(DeclaredUnit, IsSilentWhereItDoesNotUnderstand) {
  EXPECT_THAT(units_meant(T, ""), IsEmpty());
  EXPECT_THAT(units_meant(T, "0.1 degC"), IsEmpty());
  EXPECT_THAT(units_meant(R, "K"), IsEmpty());
}

TEST(DeclaredUnit, NamesUnitsThatExist) {
  for (const auto& [variable, text] : {std::pair{T, "f"},
                                       {P, "cm"},
                                       {P, "in"},
                                       {P, "mm/d"},
                                       {P, "m/day"},
                                       {P, "mm/h"},
                                       {R, "mj m-2"},
                                       {R, "kwh/m2"},
                                       {R, "J m-2 day-1"},
                                       {R, "MJ m-2 month-1"},
                                       {R, "kWh/m2/day"},
                                       {R, "MJ/m2/day"}}) {
    EXPECT_FALSE(units_meant(variable, text).empty()) << text;
    for (const auto& name : units_meant(variable, text)) EXPECT_NO_THROW(ClimateUnit(variable, name)) << name;
  }
}

}  // namespace
}  // namespace minenpp::io
