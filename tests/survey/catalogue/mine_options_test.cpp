#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What a survey with one polygon, on pixels of 30 x 60 m, is warned of.
std::vector<std::string> warnings(const std::vector<std::pair<std::string, std::string>>& given) {
  Settings settings;
  settings.set("zones.mines", "mines.gpkg");
  for (const auto& [key, value] : given) settings.set(key, value);
  Notices notices(false, "warning");
  const model::Grid grid(610000, 4375000, 30, 60, 100, 100, false);
  (void)mine_rules(settings, grid, {{.kind = ZoneKind::mine, .name = "north"}}, notices);
  return notices.warnings();
}

TEST(MineOptions, NothingToWarnOfByDefault) {
  EXPECT_THAT(warnings({}), IsEmpty());
}

TEST(MineOptions, RingsNarrowerThanAPixelAreTold) {
  EXPECT_THAT(warnings({{"rings.breaks", "60,120,300"}}), IsEmpty());
  EXPECT_THAT(warnings({{"rings.breaks", "100,150,180"}}),
              ElementsAre(AllOf(HasSubstr("rings.breaks"), HasSubstr("ring of 100 to 150 m"),
                                HasSubstr("a pixel of 60 m"))));
  EXPECT_THAT(warnings({{"rings.breaks", "50,500"}}), ElementsAre(HasSubstr("ring of 0 to 50 m")));
  EXPECT_THAT(warnings({{"rings.breaks", "50,500"}, {"rings.on", "no"}}), IsEmpty());
}

TEST(MineOptions, YearsOfPolygonsNeedAField) {
  EXPECT_THAT(warnings({{"mines.by-years", "yes"}}),
              ElementsAre(AllOf(HasSubstr("mines.by-years"), HasSubstr("zones.mines-from"))));
  EXPECT_THAT(warnings({{"mines.by-years", "yes"}, {"zones.mines-to", "closed"}}), IsEmpty());
  EXPECT_THAT(warnings({{"mines.by-years", "yes"}, {"mines.source", "classes"}}),
              ElementsAre(HasSubstr("no polygons are mines here")));
  EXPECT_THAT(warnings({{"zones.mines-from", "opened"}}),
              ElementsAre(AllOf(HasSubstr("zones.mines-from"), HasSubstr("mines.by-years=yes"))));
}

TEST(MineOptions, TheReferenceLiesBeyondTheRings) {
  EXPECT_THAT(warnings({{"ledger.reference-distance", "1000"}}), IsEmpty());
  EXPECT_THAT(warnings({{"ledger.reference-distance", "999"}}),
              ElementsAre(AllOf(HasSubstr("ledger.reference-distance"), HasSubstr("take 1000 m or more"))));
}

}  // namespace
}  // namespace minenpp::survey
