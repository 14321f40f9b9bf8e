#include "io/results/table_export.h"

#include <fstream>
#include <limits>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "io/results/archive_writer.h"
#include "io/world.h"

namespace minenpp::io {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A folder for the tables of this rank.
fs::path own(const SharedFolder& folder) {
  return folder / fmt::format("tables-{}", world().rank());
}

std::string error_of(const std::function<void()>& work, model::Fault fault) {
  try {
    work();
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), fault);
    return error.what();
  }
  return "no error";
}

void write_example(const fs::path& path) {
  write_archive(world(), path, "key", [](ArchiveWriter& archive) {
    auto& zones = archive.group("zones");
    zones.dimension("zone", std::vector<std::string>{"East, old", "say \"so\"", "平鲁"});
    zones.dimension("year", std::vector<std::int32_t>{2016, 2020});
    zones.array("npp", {"zone", "year"}, std::vector<double>{0.1, 1.0 / 3, nan, nan, 1e22, -0.0});
    zones.array("short", {"zone", "year"}, std::vector<float>{0.1F, 2, nan, 3, 4, 5});
    zones.array("kind", {"zone"}, std::vector<std::string>{"mine", "", "two\nlines"});
    zones.scalar("n", std::int64_t{1} << 60);
    zones.scalar("note", std::string());
    auto& samples = archive.group("validation/samples");
    samples.dimension("sample", 2);
    samples.array("used", {"sample"}, std::vector<std::uint8_t>{1, 0});
    archive.group("empty").dimension("nothing", std::vector<double>{});
    archive.group("empty").array("values", {"nothing"}, std::vector<double>{});
  });
}

TEST(TableExport, OneFileForEachGroupAndSetOfDimensions) {
  const SharedFolder folder;
  write_example(folder / "survey.h5");
  const auto to = own(folder);
  const auto tables = export_tables(ArchiveReader(folder / "survey.h5"), to);
  std::vector<std::string> names;
  for (const auto& table : tables) names.push_back(table.path.filename().string());
  EXPECT_THAT(names, ElementsAre("empty.csv", "validation.samples.csv", "zones.csv", "zones-scalars.csv",
                                 "zones-zone.csv"));
  EXPECT_EQ(content(to / "zones.csv"),
            "zone,year,npp,short\n"
            "\"East, old\",2016,0.1,0.1\n"
            "\"East, old\",2020,0.3333333333333333,2\n"
            "\"say \"\"so\"\"\",2020,,3\n"
            "平鲁,2016,1e+22,4\n"
            "平鲁,2020,-0,5\n");
  EXPECT_EQ(tables[2].rows, 5);
  EXPECT_EQ(tables[2].dropped, 1);
  EXPECT_EQ(tables[2].columns, 4);
  EXPECT_EQ(content(to / "zones-zone.csv"), "zone,kind\n\"East, old\",mine\n平鲁,\"two\nlines\"\n");
  EXPECT_EQ(content(to / "zones-scalars.csv"), "n,note\n1152921504606846976,\n");
  EXPECT_EQ(content(to / "validation.samples.csv"), "sample,used\n0,1\n1,0\n");
  EXPECT_EQ(content(to / "empty.csv"), "nothing,values\n");
  EXPECT_FALSE(fs::exists(to / "zones.csv.part"));
}

TEST(TableExport, OneGroupAlone) {
  const SharedFolder folder;
  write_example(folder / "survey.h5");
  const ArchiveReader archive(folder / "survey.h5");
  EXPECT_EQ(export_tables(archive, own(folder), "validation").size(), 1U);
  EXPECT_FALSE(fs::exists(own(folder) / "zones.csv"));
  EXPECT_EQ(export_tables(archive, own(folder), "/zones").size(), 3U);
  EXPECT_THAT(error_of([&] { (void)export_tables(archive, own(folder), "zone"); }, model::Fault::usage),
              AllOf(HasSubstr("no group 'zone'"), HasSubstr("validation/samples, zones")));
}

TEST(TableExport, LargeArraysComeInPieces) {
  const SharedFolder folder;
  constexpr std::int64_t rows = 5, cols = 1'700'000;
  write_archive(world(), folder / "a.h5", "key", [](ArchiveWriter& archive) {
    std::vector<std::int32_t> values(rows * cols);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::int32_t>(i);
    auto& group = archive.group("g");
    group.dimension("row", rows);
    group.dimension("col", cols);
    group.array("v", {"row", "col"}, values);
  });
  if (world().is_root()) {
    const auto tables = export_tables(ArchiveReader(folder / "a.h5"), own(folder));
    EXPECT_EQ(tables.at(0).rows, rows * cols);
    std::ifstream file(own(folder) / "g.csv");
    std::string line;
    std::getline(file, line);
    EXPECT_EQ(line, "row,col,v");
    for (std::int64_t i = 0; i < rows * cols; ++i) {
      std::getline(file, line);
      if (i % 99'991 == 0 || i % cols == 0) {
        ASSERT_EQ(line, fmt::format("{},{},{}", i / cols, i % cols, i));
      }
    }
  }
}

TEST(TableExport, RefusesWhatIsNoResult) {
  const SharedFolder folder;
  write_example(folder / "survey.h5");
  if (!world().is_root()) return;
  std::ofstream(folder / "text.h5") << "not HDF5";
  EXPECT_THAT(error_of([&] { (void)export_tables(ArchiveReader(folder / "text.h5"), own(folder)); },
                       model::Fault::input),
              HasSubstr("text.h5"));
  std::ofstream(folder / "in_the_way") << "a file";
  const ArchiveReader archive(folder / "survey.h5");
  EXPECT_THAT(error_of([&] { (void)export_tables(archive, folder / "in_the_way"); }, model::Fault::system),
              HasSubstr("in_the_way"));
}

TEST(TableExport, FollowsNoLinkAndLeavesNothingHalfWritten) {
  const SharedFolder folder;
  write_example(folder / "survey.h5");
  if (!world().is_root()) return;
  std::ofstream(folder / "other.txt") << "mine";
  fs::create_directories(own(folder) / "zones-zone.csv" / "taken");
  fs::create_symlink(folder / "other.txt", own(folder) / "zones.csv.part");
  fs::create_symlink(folder / "other.txt", own(folder) / "empty.csv");
  const ArchiveReader archive(folder / "survey.h5");
  EXPECT_THAT(error_of([&] { (void)export_tables(archive, own(folder)); }, model::Fault::system),
              HasSubstr("zones-zone.csv"));
  EXPECT_EQ(content(folder / "other.txt"), "mine");
  EXPECT_EQ(content(own(folder) / "empty.csv"), "nothing,values\n");
  EXPECT_FALSE(fs::exists(own(folder) / "zones-zone.csv.part"));
}

}  // namespace
}  // namespace minenpp::io
