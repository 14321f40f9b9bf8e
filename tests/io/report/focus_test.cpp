#include "io/report/focus.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>

#include "io/results/archive_writer.h"
#include "io/world.h"
#include "model/error.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Two zones, two years, June to August; July is best. With `annual`: whole years.
fs::path write_zones(const fs::path& path, bool annual) {
  write_archive(world(), path, "key", [&](ArchiveWriter& archive) {
    auto& zones = archive.group("zones");
    zones.dimension("zone", std::vector<std::string>{"study area", "pit"});
    zones.dimension("year", std::vector<std::int32_t>{2016, 2020});
    zones.dimension("month", std::vector<std::int32_t>{6, 7, 8});
    zones.array("npp_mean", {"zone", "year", "month"},
                std::vector<double>{10, 30, 20, nan, nan, 25, 1, 2, 3, 4, 5, 6},
                {attribute("units", "g m-2 month-1")});
    if (annual) zones.array("npp_annual_mean", {"zone", "year"}, std::vector<double>{60, 61, 6, 15});
    auto& ledger = archive.group("ledger");
    ledger.dimension("month", std::vector<std::int32_t>{6, 7, 8});
    ledger.array("net", {"month"}, std::vector<double>{-1, -2, -3});
    if (annual) ledger.scalar("annual_net", -6.0);
  });
  return path;
}

TEST(Focus, IsTheMonthThatProducesMostInTheStudyArea) {
  const SharedFolder folder;
  const ArchiveReader archive(write_zones(folder / "a.h5", false));
  const Focus focus(archive);
  EXPECT_FALSE(focus.annual());
  EXPECT_EQ(focus.month(), 7);
  EXPECT_EQ(focus.map_month(), 7);
  EXPECT_EQ(focus.when("2020"), "in July 2020");
  EXPECT_EQ(focus.unit(), "gC/m2/month");
  const FocusCube npp(archive, focus, "/zones", "npp_mean");
  EXPECT_EQ(npp.at({0, 0}), 30);
  EXPECT_TRUE(std::isnan(npp.at({0, 1})));
  EXPECT_EQ(npp.sourced({1, 1}).source, "/zones/npp_mean[1,1,1]");
  EXPECT_EQ(npp.sourced({1, 1}).value, 5);
  EXPECT_EQ(npp.size(0), 2U);
  EXPECT_EQ(FocusCube(archive, focus, "/ledger", "net").at({}), -2);
}

TEST(Focus, IsTheYearOfWholeYears) {
  const SharedFolder folder;
  const ArchiveReader archive(write_zones(folder / "a.h5", true));
  const Focus focus(archive);
  EXPECT_TRUE(focus.annual());
  EXPECT_EQ(focus.month(), 7);
  EXPECT_EQ(focus.map_month(), 0);
  EXPECT_EQ(focus.when("2020"), "in 2020");
  const FocusCube npp(archive, focus, "/zones", "npp_mean");
  EXPECT_EQ(npp.sourced({1, 1}).source, "/zones/npp_annual_mean[1,1]");
  EXPECT_EQ(npp.at({1, 1}), 15);
  EXPECT_EQ(FocusCube(archive, focus, "/ledger", "net").at({}), -6);
  EXPECT_TRUE(focus.has("/ledger", "net"));
  EXPECT_FALSE(focus.has("/ledger", "gross"));
}

TEST(Cube, RefusesWhatIsNotThere) {
  const SharedFolder folder;
  const ArchiveReader archive(write_zones(folder / "a.h5", false));
  EXPECT_THROW(Cube(archive, "/zones/zone"), model::Error);
  EXPECT_THROW(Cube(archive, "/zones/nothing"), model::Error);
  const Cube npp(archive, "/zones/npp_mean");
  EXPECT_EQ(npp.units(), "g m-2 month-1");
  EXPECT_THROW((void)npp.at({0, 0}), model::Error);
  EXPECT_THROW((void)npp.at({0, 2, 0}), model::Error);
}

TEST(Labels, AreTextsWhateverTheyAreStoredAs) {
  const SharedFolder folder;
  const ArchiveReader archive(write_zones(folder / "a.h5", false));
  EXPECT_THAT(labels(archive, "/zones", "zone"), testing::ElementsAre("study area", "pit"));
  EXPECT_THAT(labels(archive, "/zones", "year"), testing::ElementsAre("2016", "2020"));
}

TEST(MonthName, HasTwelve) {
  EXPECT_EQ(month_name(1), "January");
  EXPECT_EQ(month_name(12), "December");
  EXPECT_THROW((void)month_name(0), model::Error);
  EXPECT_THROW((void)month_name(13), model::Error);
}

}  // namespace
}  // namespace minenpp::io
