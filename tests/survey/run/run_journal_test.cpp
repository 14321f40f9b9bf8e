#include "survey/run/run_journal.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "support/temporary_folder.h"

namespace minenpp::survey {
namespace {

using nlohmann::json;
using testing::MatchesRegex;

/// The lines of run.jsonl, each a JSON object or null.
std::vector<json> lines_of(const std::filesystem::path& folder) {
  std::ifstream file(folder / "run.jsonl");
  std::vector<json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(json::parse(line, nullptr, false));
  return lines;
}

class Journal : public testing::Test {
 protected:
  const tests::TemporaryFolder folder_;
};

TEST_F(Journal, EveryLineTellsTimeRunAndEvent) {
  {
    RunJournal journal(folder_.path());
    journal.run_start("Pit", "minenpp run pit.ini", 3);
    journal.stage_start("npp", 2006, "NPP 2006");
    journal.warning("no \"land cover\"\nof 2010");
    journal.run_end(0, "");
  }
  const auto lines = lines_of(folder_.path());
  ASSERT_EQ(lines.size(), 4U);
  for (const auto& line : lines) {
    ASSERT_TRUE(line.is_object());
    EXPECT_THAT(line["time"].get<std::string>(),
                MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"));
    EXPECT_EQ(line["run"], lines.front()["run"]);
  }
  EXPECT_EQ(lines[0]["event"], "run_start");
  EXPECT_EQ(lines[0]["survey"], "Pit");
  EXPECT_EQ(lines[0]["ranks"], 3);
  EXPECT_EQ(lines[0]["command"], "minenpp run pit.ini");
  EXPECT_FALSE(lines[0]["version"].get<std::string>().empty());
  EXPECT_EQ(lines[1]["event"], "stage_start");
  EXPECT_EQ(lines[1]["year"], 2006);
  EXPECT_EQ(lines[2]["text"], "no \"land cover\"\nof 2010");
  EXPECT_EQ(lines[3]["exit_code"], 0);
  EXPECT_FALSE(lines[3].contains("error"));
}

TEST_F(Journal, AStageOfAllYearsHasNoYear) {
  RunJournal journal(folder_.path());
  StageCost cost;
  cost.stage = "statistics";
  cost.name = "change and statistics";
  cost.seconds = 1.5;
  cost.bytes_read = std::int64_t{5} << 32;
  cost.bytes_written = 7;
  cost.peak_memory_bytes = 11;
  cost.imbalance = 1.25;
  journal.stage_end(cost);
  const auto line = lines_of(folder_.path()).at(0);
  EXPECT_EQ(line["event"], "stage_end");
  EXPECT_FALSE(line.contains("year"));
  EXPECT_EQ(line["name"], "change and statistics");
  EXPECT_EQ(line["seconds"], 1.5);
  EXPECT_EQ(line["bytes_read"], std::int64_t{5} << 32);
  EXPECT_EQ(line["bytes_written"], 7);
  EXPECT_EQ(line["peak_memory_bytes"], 11);
  EXPECT_EQ(line["imbalance"], 1.25);
}

TEST_F(Journal, RunsAppendAndAreToldApart) {
  RunJournal first(folder_.path()), second(folder_.path());
  first.warning("a");
  second.warning("b");
  first.run_end(3, "raster 'x' cannot be read");
  const auto lines = lines_of(folder_.path());
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_NE(lines[0]["run"], lines[1]["run"]);
  EXPECT_EQ(lines[0]["run"], lines[2]["run"]);
  EXPECT_EQ(lines[2]["exit_code"], 3);
  EXPECT_EQ(lines[2]["error"], "raster 'x' cannot be read");
}

TEST_F(Journal, TextThatIsNoUtf8StaysALineOfJson) {
  RunJournal(folder_.path()).warning("zone \xff\xfe");
  const auto lines = lines_of(folder_.path());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].is_object());
}

TEST_F(Journal, WithoutAFolderTheRunGoesOn) {
  RunJournal absent(folder_.path() / "nowhere");
  absent.warning("unheard");
  RunJournal silent;
  silent.run_end(0, "");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace minenpp::survey
