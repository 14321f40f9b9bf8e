#include "survey/run/memory_limit.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/error.h"
#include "survey/run/stage_cost.h"
#include "survey/run/stage_memory.h"
#include "survey/run/tile_rounds.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t megabyte = std::int64_t{1} << 20;

std::int64_t in_megabytes(std::int64_t bytes) {
  return (bytes + megabyte - 1) / megabyte;
}

MemoryEstimate estimate_of(const SurveySize& size, const RunShape& shape, const WantsStage& wants) {
  auto estimate = estimate_memory(size, shape);
  std::erase_if(estimate.stages, [&](const StageMemory& stage) { return !wants(stage.stage); });
  return estimate;
}

/// Rounds of single tiles: the least a survey can do with.
MemoryEstimate least_of(const SurveySize& size, RunShape shape, const WantsStage& wants) {
  shape.round_pixels = 1;
  return estimate_of(size, shape, wants);
}

/// The largest tiles, half as large or less, with which the survey stays within `limit`; 0 where none do.
std::int64_t fitting_tile(const SurveySize& size, RunShape shape, std::int64_t limit,
                          const WantsStage& wants) {
  constexpr std::int64_t smallest = 32;
  // No tile is larger than the grid.
  shape.tile_size = std::min(shape.tile_size, std::max(size.rows, size.cols));
  std::int64_t power = smallest;
  while (power * 2 < shape.tile_size) power *= 2;
  for (shape.tile_size = power; shape.tile_size >= smallest; shape.tile_size /= 2)
    if (least_of(size, shape, wants).of_the_first() <= limit) return shape.tile_size;
  return 0;
}

/// Ranks, fewer than asked for by halves, with which the first stays within `limit`; 0 where none do.
int fitting_ranks(const SurveySize& size, RunShape shape, std::int64_t limit, const WantsStage& wants) {
  for (shape.ranks /= 2; shape.ranks >= 1; shape.ranks /= 2)
    if (least_of(size, shape, wants).of_the_first() <= limit) return shape.ranks;
  return 0;
}

std::string remedies(const SurveySize& size, const RunShape& shape, std::int64_t limit,
                     const WantsStage& wants) {
  std::string text;
  if (const auto tile = fitting_tile(size, shape, limit, wants); tile > 0)
    text += fmt::format("run.tile-size={}, or ", tile);
  if (const auto ranks = fitting_ranks(size, shape, limit, wants); ranks > 0)
    text += fmt::format("fewer ranks, such as {}, or ", ranks);
  return text +
         fmt::format("run.memory={} or more", in_megabytes(least_of(size, shape, wants).of_the_first()));
}

}  // namespace

std::string megabytes(std::int64_t bytes) {
  return fmt::format("{} MB", in_megabytes(bytes));
}

std::optional<MemoryChoice> rounds_within(const SurveySize& size, RunShape shape, std::int64_t limit,
                                          const WantsStage& wants) {
  // Between the usual round and a single tile (1 pixel: TileRounds takes the heaviest tile) halves are tried.
  for (auto pixels = usual_round_pixels; pixels >= 1; pixels /= 2) {
    shape.round_pixels = pixels;
    auto estimate = estimate_of(size, shape, wants);
    if (limit == 0 || estimate.of_the_first() <= limit)
      return MemoryChoice{pixels, statistics_round_pixels(size, shape), std::move(estimate)};
    if (pixels < tile_pixels(size, shape)) break;
  }
  return std::nullopt;
}

MemoryChoice keep_to_memory(const Settings& settings, const SurveySize& size, const RunShape& shape,
                            const WantsStage& wants) {
  const std::string key = "run.memory";
  const auto limit = std::int64_t{settings.integer(key)} * megabyte;
  if (auto choice = rounds_within(size, shape, limit, wants)) return std::move(*choice);
  const auto least = least_of(size, shape, wants);
  const auto part = least.largest_part();
  throw model::Error(
      model::Fault::usage,
      fmt::format("{}: the first of {} rank{} would take about {}, the others {} ({} before any work; the "
                  "largest part after that: {}, {}); right would be {}",
                  settings.where(key), shape.ranks, shape.ranks == 1 ? "" : "s",
                  megabytes(least.of_the_first()), megabytes(least.of_a_rank()),
                  megabytes(shape.process_peak), part.what, megabytes(part.bytes),
                  remedies(size, shape, limit, wants)));
}

RunShape shape_here(const Settings& settings, int ranks) {
  return {ranks, settings.integer("run.tile-size"), usual_round_pixels, memory_bytes(), peak_memory_bytes()};
}

RunShape shape_of_run(const mpi::Communicator& ranks, const Settings& settings) {
  auto shape = shape_here(settings, ranks.size());
  std::array<std::int64_t, 2> most{shape.process_bytes, shape.process_peak};
  ranks.all_reduce(most, mpi::Reduction::max);
  shape.process_bytes = most[0];
  shape.process_peak = most[1];
  return shape;
}

}  // namespace minenpp::survey
