#include "sample.h"

#include <gtest/gtest.h>

#include "io/results/digest.h"
#include "io/results/journal_file.h"
#include "io/results/map_reader.h"
#include "io/results/map_writer.h"

namespace minenpp::io {
namespace {

constexpr std::int64_t tile = 64;

/// Writes the tiles of this edge for which `wanted(tile)` holds.
template <typename Wanted>
void write_some(MapWriter& writer, const Wanted& wanted, std::int64_t edge = tile) {
  const model::TileLattice lattice(sample::grid(), edge);
  const auto owner = [&](std::int64_t number) {
    return wanted(number) ? static_cast<int>(number % world().size()) : -1;
  };
  sample::write_tiles(world(), writer, "npp", MonthRange{0, 2}, lattice, owner, sample::npp);
  sample::write_tiles(
      world(), writer, "npp_annual", std::nullopt, lattice, owner,
      [](std::int64_t, std::int64_t row, std::int64_t col) { return sample::npp_annual(row, col); });
  sample::write_tiles(
      world(), writer, "class", std::nullopt, lattice, owner,
      [](std::int64_t, std::int64_t row, std::int64_t col) { return sample::land_class(row, col); });
}

std::string digest_of(const std::filesystem::path& path) {
  world().barrier();
  auto text = world().is_root() ? digest(path) : std::string();
  world().broadcast(text);
  return text;
}

enum class Begins { at_once, after_some, with_the_state };

/// Of a map that was broken off and finished by another writer, the tiles of before from the journal. Those
/// that were stored before it begins are read back from the map. `edge`: of what is written at once; chunks
/// are `tile` wide.
std::string digest_after_resuming(Begins begins, std::int64_t edge = tile) {
  const SharedFolder folder;
  const auto first = [](std::int64_t number) { return number % 4 == 0; };
  const auto second = [](std::int64_t number) { return number % 4 == 2; };
  const auto late = [](std::int64_t number) { return number % 2 == 1; };
  const JournalState state{{0, 2, 4}, 6, {std::byte{17}}};
  {
    MapWriter writer(world(), folder / "npp.nc", sample::layout(tile));
    JournalFile journal(journal_file(folder / "npp.nc"), writer.contents());
    writer.keep_in(world().is_root() ? &journal : nullptr, 3);
    if (begins == Begins::at_once) journal.begin();
    write_some(writer, first, edge);
    if (begins == Begins::after_some) journal.begin();
    write_some(writer, second, edge);
    if (begins == Begins::with_the_state) {
      EXPECT_FALSE(std::filesystem::exists(journal_file(folder / "npp.nc")));
    }
    world().barrier();
    if (world().is_root()) journal.write(state);
    write_some(writer, late, edge);  // does not count any more
    EXPECT_EQ(journal.take_problem(), "");
  }
  world().barrier();
  EXPECT_FALSE(std::filesystem::exists(folder / "npp.nc.part"));
  MapWriter writer(world(), folder / "npp.nc", sample::layout(tile));
  std::int64_t messages = 0;
  if (world().is_root()) {
    JournalFile journal(journal_file(folder / "npp.nc"), writer.contents());
    const auto found = journal.resume([&](std::size_t map, std::span<const std::byte> message) {
      EXPECT_EQ(map, 3u);
      writer.restore(message);
      ++messages;
    });
    EXPECT_EQ(found.state, state);
    EXPECT_GE(messages, 3);
  }
  write_some(writer, late, edge);
  writer.finish();
  return digest_of(folder / "npp.nc");
}

std::string digest_without_a_break() {
  const SharedFolder folder;
  sample::write(folder / "npp.nc", sample::layout(tile));
  return digest_of(folder / "npp.nc");
}

TEST(MapJournal, TilesOfAnUnfinishedMapComeBack) {
  EXPECT_EQ(digest_after_resuming(Begins::at_once), digest_without_a_break());
}

TEST(MapJournal, TilesFromBeforeTheJournalBeganComeBack) {
  const auto whole = digest_without_a_break();
  EXPECT_EQ(digest_after_resuming(Begins::with_the_state), whole);
  EXPECT_EQ(digest_after_resuming(Begins::after_some), whole);
}

TEST(MapJournal, PartsOfChunksComeBack) {
  const auto whole = digest_without_a_break();
  for (const auto begins : {Begins::at_once, Begins::after_some, Begins::with_the_state})
    EXPECT_EQ(digest_after_resuming(begins, 48), whole);
}

TEST(MapJournal, AnotherTileSizeOrTypeIsAnotherMap) {
  const SharedFolder folder;
  const auto contents = [&](const MapLayout& layout) {
    return MapWriter(world(), folder / "npp.nc", layout).contents();
  };
  const auto usual = contents(sample::layout(64));
  EXPECT_EQ(usual, contents(sample::layout(64)));
  EXPECT_NE(usual, contents(sample::layout(32)));
  auto wider = sample::layout(64);
  wider.variables.front().type = ValueType::int32;
  EXPECT_NE(usual, contents(wider));
}

}  // namespace
}  // namespace minenpp::io
