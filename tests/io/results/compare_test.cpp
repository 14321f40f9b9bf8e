#include "io/results/compare.h"

#include "sample.h"
#include <cmath>

#include <gtest/gtest.h>

#include "io/results/archive_writer.h"
#include "io/results/digest.h"
#include "model/error.h"

namespace minenpp::io {
namespace {

using Kind = Difference::Kind;

/// Two archives in a folder, and what differs.
class ComparedArchives {
 public:
  ComparedArchives(const FillArchive& a, const FillArchive& b) {
    write_archive(world(), folder_ / "a.h5", "key a", a);
    write_archive(world(), folder_ / "b.h5", "key b", b);
  }
  [[nodiscard]] std::vector<Difference> differences(const Tolerance& tolerance = {}) const {
    return compare(folder_ / "a.h5", folder_ / "b.h5", tolerance);
  }
  [[nodiscard]] std::string text(const Tolerance& tolerance = {}) const {
    return format_differences(differences(tolerance));
  }

 private:
  SharedFolder folder_;
};

FillArchive numbers(std::vector<double> values, const std::string& units = "m") {
  return [=](ArchiveWriter& w) {
    auto& group = w.group("g");
    group.dimension("n", static_cast<std::int64_t>(values.size()));
    group.array("a", {"n"}, values, {attribute("units", units)});
  };
}

TEST(Compare, EqualResults) {
  const SharedFolder folder;
  for (const auto* side : {"a", "b"}) {
    sample::write(folder / side / "maps/npp.nc", sample::layout(side[0] == 'a' ? 64 : 100));
    sample::write_survey(folder / side / "survey.h5", side);
  }
  EXPECT_EQ(format_differences(compare(folder / "a", folder / "b")), "no difference\n");
  EXPECT_EQ(digest(folder / "a"), digest(folder / "b"));
}

TEST(Compare, SaysWhereAMapDiffers) {
  const SharedFolder folder;
  const auto write = [&](const std::string& side, std::int16_t change, std::int16_t at_no_data) {
    auto layout = sample::layout(64);
    layout.variables.resize(1);
    MapWriter writer(world(), folder / side / "maps/npp.nc", layout);
    const model::TileLattice lattice(layout.grid, 64);
    const auto owner = [](std::int64_t tile) { return static_cast<int>(tile % world().size()); };
    sample::write_tiles(world(), writer, "npp", MonthRange{0, 2}, lattice, owner,
                        [&](auto month, auto row, auto col) {
                          if (row == 0 && col == 0) return at_no_data;
                          const auto value = sample::npp(month, row, col);
                          const bool here = month == 1 && (row == 100 || row == 101) && col == 60;
                          return static_cast<std::int16_t>(here ? value + change * (row - 99) : value);
                        });
    writer.finish();
  };
  write("a", 0, -32768);
  write("b", 5, 7);
  const auto found = compare(folder / "a", folder / "b");
  ASSERT_EQ(found.size(), 1U);
  const auto& d = found.front();
  EXPECT_EQ(d.kind, Kind::values);
  EXPECT_EQ(d.file, "maps/npp.nc");
  EXPECT_EQ(d.path, "/npp");
  EXPECT_EQ(d.cells, 4);
  EXPECT_EQ(d.of, 2 * 130 * 70);
  EXPECT_NEAR(d.largest, 0.10, 1e-12);
  EXPECT_NEAR(d.largest_relative, 0.10 / 16.0, 1e-12);
  EXPECT_EQ(d.where.index, (std::vector<std::int64_t>{1, 101, 60}));
  EXPECT_EQ(d.where.x, sample::grid().x(60));
  EXPECT_EQ(d.where.y, sample::grid().y(101));
  EXPECT_EQ(d.where.a, "15.9");
  EXPECT_EQ(to_string(d),
            "maps/npp.nc: /npp: 4 of 18200 values differ, by up to 0.09999999999999964 (relative 0.00625); "
            "at [1, 101, 60] (x 601815, y 4376955): 15.9, 16");
  const auto within = compare(folder / "a", folder / "b", {.absolute = 0.06});
  ASSERT_EQ(within.size(), 1U);
  EXPECT_EQ(within.front().cells, 3);
}

TEST(Compare, ToleranceIsAbsoluteOrRelative) {
  const ComparedArchives two(numbers({1, 100, 0}), numbers({1.02, 101, 0}));
  EXPECT_EQ(two.differences().front().cells, 2);
  EXPECT_EQ(two.differences({.absolute = 0.03}).front().cells, 1);
  EXPECT_TRUE(two.differences({.absolute = 1}).empty());
  EXPECT_TRUE(two.differences({.relative = 0.02}).empty());
  EXPECT_EQ(two.differences({.relative = 0.01}).front().cells, 1);
  EXPECT_THROW((void)two.differences({.absolute = -1}), model::Error);
}

TEST(Compare, NoDataDiffersFromNumbersAtAnyTolerance) {
  const ComparedArchives two(numbers({std::nan(""), std::nan(""), 2}), numbers({std::nan(""), 1, 2}));
  const auto found = two.differences({.absolute = 1e9});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(to_string(found.front()), "/g/a: 1 of 3 values differ; at [1]: no data, 1");
}

TEST(Compare, ExactMeansTheSameBits) {
  const ComparedArchives zeros(numbers({0.0}), numbers({-0.0}));
  EXPECT_EQ(zeros.differences().size(), 1U);
  EXPECT_TRUE(zeros.differences({.absolute = 1e-300}).empty());
  const auto count = [](std::int64_t n) { return [=](ArchiveWriter& w) { w.group("g").scalar("n", n); }; };
  const ComparedArchives large(count((std::int64_t{1} << 60) + 1), count(std::int64_t{1} << 60));
  EXPECT_EQ(large.differences().size(), 1U);
}

TEST(Compare, ListsWhatIsMissingAndWhatMeansAnother) {
  const ComparedArchives two(
      [](ArchiveWriter& w) {
        numbers({1, 2}, "m")(w);
        w.group("only a").scalar("x", 1.0);
        w.group("h").scalar("shape", 1.0);
        w.group("h").scalar("type", std::int32_t{1});
        w.group("h").scalar("word", std::string("left"));
        w.group("provenance").scalar("seconds", 1.0);
      },
      [](ArchiveWriter& w) {
        numbers({1, 2}, "km")(w);
        w.group("h").dimension("n", std::int64_t{1});
        w.group("h").array("shape", {"n"}, std::vector{1.0});
        w.group("h").scalar("type", std::int64_t{1});
        w.group("h").scalar("word", std::string("right"));
        w.group("provenance").scalar("seconds", 2.0);
      });
  EXPECT_EQ(two.text(),
            "/only a: group is only in the first result\n"
            "/only a/x: array is only in the first result\n"
            "/g/a: attribute units: \"m\", \"km\"\n"
            "/h/shape: shapes differ: [] over (), [1] over (n)\n"
            "/h/type: types differ: int32, int64\n"
            "/h/word: 1 of 1 values differ; at []: left, right\n"
            "6 differences\n");
}

TEST(Compare, FilesOfOneResultAlone) {
  const SharedFolder folder;
  sample::write_survey(folder / "a/survey.h5");
  sample::write_survey(folder / "b/survey.h5");
  sample::write_survey(folder / "a/x.h5");
  sample::write_survey(folder / "b/y.h5");
  EXPECT_EQ(
      format_differences(compare(folder / "a", folder / "b")),
      "x.h5: file is only in the first result\ny.h5: file is only in the second result\n2 differences\n");
  EXPECT_THROW((void)compare(folder / "a", folder / "c"), model::Error);
}

}  // namespace
}  // namespace minenpp::io
