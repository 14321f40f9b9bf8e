#include "io/results/overview_message.h"

#include <gtest/gtest.h>

#include "model/error.h"

namespace minenpp::io {
namespace {

std::vector<std::byte> bytes_of(std::vector<std::int16_t> values) {
  const auto bytes = std::as_bytes(std::span(values));
  return {bytes.begin(), bytes.end()};
}

const std::vector<CellRun> runs{{1, 2}, {5, 1}};
const std::vector<std::vector<std::byte>> bands{
    bytes_of({10, 11, 12, 13, 14, 15}), {}, bytes_of({20, 21, 22, 23, 24, 25})};

TEST(OverviewMessage, BringsTheCellsOfItsRunsAndNoOthers) {
  const auto message = overview_message(runs, bands, 2);
  ToldOverview told(message);
  EXPECT_EQ(told.runs(), runs);
  std::vector<std::int16_t> cells(6, -1);
  const auto next = [&] {
    told.next_band(std::as_writable_bytes(std::span(cells)), 2);
    return cells;
  };
  EXPECT_EQ(next(), (std::vector<std::int16_t>{-1, 11, 12, -1, -1, 15}));
  EXPECT_EQ(next(), (std::vector<std::int16_t>{-1, 11, 12, -1, -1, 15})) << "the second band has nothing";
  EXPECT_EQ(next(), (std::vector<std::int16_t>{-1, 21, 22, -1, -1, 25}));
}

TEST(OverviewMessage, OneThatIsCutOffAnywhereIsRefused) {
  const auto message = overview_message(runs, bands, 2);
  const auto read = [](std::span<const std::byte> some, std::size_t cells) {
    ToldOverview told(some);
    std::vector<std::int16_t> values(cells);
    for (std::size_t band = 0; band < bands.size(); ++band)
      told.next_band(std::as_writable_bytes(std::span(values)), 2);
  };
  EXPECT_NO_THROW(read(message, 6));
  for (std::size_t bytes = 0; bytes < message.size(); ++bytes)
    EXPECT_THROW(read(std::span(message).first(bytes), 6), model::Error) << bytes;
  EXPECT_THROW(read(message, 5), model::Error) << "a run lies beyond the overview";
}

}  // namespace
}  // namespace minenpp::io
