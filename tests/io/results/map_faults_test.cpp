#include "sample.h"
#include <csignal>
#include <functional>
#include <ostream>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "io/results/map_reader.h"
#include "io/results/map_writer.h"
#include "model/error.h"
#include "mpi/collective_error.h"

namespace minenpp::io {
namespace {

/// Lets no file grow past `bytes` on this rank, until destroyed. A full disk that needs no disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit lower{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &lower);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  void (*old_handler_)(int);
  rlimit old_{};
};

/// Runs `work` on all ranks; the message of the Error that each must get. Equal on all ranks, or a test
/// failure.
std::string shared_message(const std::function<void()>& work) {
  std::string message = "no error";
  try {
    work();
  } catch (const model::Error& error) {
    EXPECT_EQ(error.fault(), model::Fault::system);
    message = error.what();
  }
  for (const auto& other : world().all_gather(message)) EXPECT_EQ(other, message);
  return message;
}

void expect_nothing_left(const std::filesystem::path& path) {
  world().barrier();
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
  world().barrier();
}

model::Window first_tile() {
  return {0, 0, 64, 64};
}

TEST(MapFaults, AFullDiskWhileWritingIsEveryonesError) {
  const SharedFolder folder;
  const auto path = folder / "npp.nc";
  {
    MapWriter writer(world(), path, sample::layout(64));
    world().barrier();
    const FileSizeLimit limit(std::filesystem::file_size(path.string() + ".part") + 1000);
    const std::vector<std::int16_t> values(64 * 64, 1);
    const bool writes = world().rank() == world().size() - 1;
    const auto message = shared_message([&] {
      writer.write<std::int16_t>("npp", MonthRange{0, 1}, writes ? first_tile() : model::Window{},
                                 writes ? std::span(values) : std::span<const std::int16_t>());
    });
    EXPECT_EQ(message,
              path.string() + ": " + path.string() + ".part: setting disk space aside: File too large");
    expect_nothing_left(path);
  }
  sample::write(path, sample::layout(64));
  EXPECT_EQ(stage_key(path), "sample key");
}

TEST(MapFaults, AFullDiskAtTheStartIsEveryonesError) {
  const SharedFolder folder;
  const FileSizeLimit limit(2000);
  const auto path = folder / "npp.nc";
  const auto message = shared_message([&] { const MapWriter writer(world(), path, sample::layout(64)); });
  EXPECT_EQ(message, path.string() + ": " + path.string() + ".part: writing: File too large");
  expect_nothing_left(path);
}

TEST(MapFaults, AFullDiskForStatisticsIsEveryonesError) {
  const SharedFolder folder;
  const auto path = folder / "npp.nc";
  MapWriter writer(world(), path, sample::layout(64));
  const std::vector<std::int16_t> values(64 * 64, 1);
  const bool writes = world().is_root();
  writer.write<std::int16_t>("npp", MonthRange{0, 1}, writes ? first_tile() : model::Window{},
                             writes ? std::span(values) : std::span<const std::int16_t>());
  const FileSizeLimit limit(200000);
  const auto message =
      shared_message([&] { writer.finish([](ArchiveWriter& w) { w.group("g").scalar("a", 1.0); }); });
  EXPECT_NE(message.find("File too large"), std::string::npos) << message;
  expect_nothing_left(path);
}

TEST(MapFaults, AnUnfinishedMapLeavesNothing) {
  const SharedFolder folder;
  const auto path = folder / "npp.nc";
  {
    MapWriter writer(world(), path, sample::layout(64));
    const std::vector<std::int16_t> values(64 * 64, 1);
    const bool writes = world().is_root();
    writer.write<std::int16_t>("npp", MonthRange{0, 1}, writes ? first_tile() : model::Window{},
                               writes ? std::span(values) : std::span<const std::int16_t>());
  }
  expect_nothing_left(path);
}

/// One wrong argument on the last rank alone.
struct Mistake {
  std::string variable;
  std::optional<MonthRange> months;
  model::Window window;
  std::size_t values;
  std::string message;

  friend void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.message; }
};

class MapMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(MapMistakes, OfOneRankAreEveryonesError) {
  const SharedFolder folder;
  const auto path = folder / "npp.nc";
  const auto& mistake = GetParam();
  MapWriter writer(world(), path, sample::layout(64));
  const bool wrong = world().rank() == world().size() - 1;
  const std::vector<std::int16_t> values(mistake.values, 1);
  const auto message = shared_message([&] {
    if (wrong)
      writer.write<std::int16_t>(mistake.variable, mistake.months, mistake.window, values);
    else
      writer.write<std::int16_t>("npp", MonthRange{0, 1}, {}, {});
  });
  EXPECT_NE(message.find(mistake.message), std::string::npos) << message;
  expect_nothing_left(path);
  EXPECT_NE(shared_message([&] { writer.finish(); }).find("the file is closed already"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, MapMistakes,
    testing::Values(Mistake{"npp", MonthRange{0, 1}, {100, 60, 31, 5}, 155, "leaves the map of [2, 130, 70]"},
                    Mistake{"npp", MonthRange{2, 1}, {0, 0, 1, 1}, 1, "leaves the map of [2, 130, 70]"},
                    Mistake{"npp", MonthRange{0, 1}, {-1, 0, 1, 1}, 1, "leaves the map"},
                    Mistake{"npp", MonthRange{0, 1}, {0, 0, 2, 2}, 3, "a block of 8 bytes was given 6"},
                    Mistake{"npp", {}, {0, 0, 1, 1}, 1, "is monthly, was given no months"},
                    Mistake{"class", {}, {0, 0, 1, 1}, 1, "holds uint8, was given int16"},
                    Mistake{"gpp", MonthRange{0, 1}, {0, 0, 1, 1}, 1, "there is no such map"}));

TEST(MapFaults, RanksAtDifferentMaps) {
  if (world().size() == 1) GTEST_SKIP() << "needs two ranks";
  const SharedFolder folder;
  auto layout = sample::layout(64);
  layout.variables.push_back(layout.variables.front());
  layout.variables.back().name = "gpp";
  MapWriter writer(world(), folder / "npp.nc", layout);
  const std::vector<std::int16_t> one{1};
  const std::string name = world().is_root() ? "npp" : "gpp";
  writer.put<std::int16_t>(name, MonthRange{0, 1}, {0, 0, 1, 1}, one);
  if (world().is_root()) writer.put<std::int16_t>("npp", MonthRange{1, 1}, {64, 0, 1, 1}, one);
  writer.flush();
  writer.finish();
  mpi::agree(world(), [&] {
    const MapReader reader(folder / "npp.nc");
    std::vector<std::int16_t> value(1);
    for (const std::string map : {"npp", "gpp"}) {
      reader.read<std::int16_t>(map, MonthRange{0, 1}, {0, 0, 1, 1}, value);
      EXPECT_EQ(value.front(), 1) << map;
    }
    reader.read<std::int16_t>("npp", MonthRange{1, 1}, {64, 0, 1, 1}, value);
    EXPECT_EQ(value.front(), 1);
  });
}

TEST(MapFaults, LayoutsThatCannotBe) {
  const auto refused = [](const std::function<void(MapLayout&)>& change) {
    auto layout = sample::layout();
    change(layout);
    try {
      check_layout(layout);
    } catch (const model::Error& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(refused([](auto&) {}), "accepted");
  EXPECT_EQ(refused([](auto& l) { l.variables.clear(); }), "a map file needs a map");
  EXPECT_EQ(refused([](auto& l) { l.variables[1].name = "npp"; }), "two maps are named npp");
  EXPECT_EQ(refused([](auto& l) { l.variables[0].name = "time"; }), "two maps are named time");
  EXPECT_EQ(refused([](auto& l) { l.variables[2].fill = 256; }), "map class: fill 256 does not fit uint8");
  EXPECT_EQ(refused([](auto& l) { l.months.clear(); }), "map npp is monthly, but the file has no months");
  EXPECT_EQ(refused([](auto& l) { l.months[1] = l.months[0]; }), "the months of a map file must ascend");
  EXPECT_EQ(refused([](auto& l) { l.months[1].month = 13; }), "there is no month 13");
  EXPECT_EQ(refused([](auto& l) { l.deflate_level = 0; }), "compression level 0 is outside 1..9");
  EXPECT_EQ(refused([](auto& l) { l.tile_size = 0; }), "tile size 0 is below 1");
}

}  // namespace
}  // namespace minenpp::io
