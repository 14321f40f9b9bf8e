#include "survey/run/stage_memory.h"

#include <algorithm>
#include <cmath>

#include "io/results/journal_file.h"
#include "io/results/overview.h"
#include "model/stats/ndvi_histogram.h"
#include "survey/run/round_ends.h"
#include "survey/run/table_memory.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t number_bytes = 8, single_bytes = 4;  // of a double, of a float

/// GDAL's block cache, once it is full.
constexpr std::int64_t block_cache = std::int64_t{8} << 20;
/// An open map file: its compressor on every rank, HDF5's part of it on the first.
constexpr std::int64_t writer_bytes = std::int64_t{450} << 10, stored_file_bytes = std::int64_t{250} << 10;
/// HDF5's chunk cache of an open map that is read.
constexpr std::int64_t reader_bytes = std::int64_t{1} << 20;

/// Once a run works: plans of the weather, readers, what the libraries set up; the first rank also reads the
/// inputs to tell whether they have changed.
constexpr std::int64_t working_bytes = std::int64_t{14} << 20, identity_bytes = std::int64_t{8} << 20;

std::int64_t whole(double bytes) {
  return static_cast<std::int64_t>(std::llround(bytes));
}

/// The map files that a stage holds open at once: those of one year, or of all.
struct OpenMaps {
  double packed_bytes = 0;  // of one pixel, all files
  std::int64_t files = 0, overviews = 0;
};

OpenMaps open_maps(const SurveySize& size, const RunShape& shape, Stage stage) {
  const auto factor = std::max(shape.tile_size, std::int64_t{1});
  const model::Grid grid(0, 0, 1, 1, size.rows, size.cols, false);
  const auto shrink = io::overview_factor(grid, factor);
  const auto cells = ((size.rows + shrink - 1) / shrink) * ((size.cols + shrink - 1) / shrink);
  OpenMaps maps;
  std::int64_t handed_over = 0;
  for (const auto& kind : size.maps) {
    if (kind.stage != stage) continue;
    const auto files = is_per_year(stage) ? std::min<std::int64_t>(kind.files, 1) : kind.files;
    maps.files += files;
    maps.packed_bytes += static_cast<double>(files * kind.pixel_bytes) * kind.packed;
    if (shrink == 1 || !kind.has_overview) continue;
    maps.overviews += files * (kind.pixel_bytes * cells + cells / 8);
    handed_over = std::max(handed_over, kind.pixel_bytes * cells);
  }
  // All bands of one map on their way to the rank that writes it, and what it puts a band together in.
  if (handed_over > 0) maps.overviews += (shape.ranks > 1 ? handed_over : 0) + number_bytes * cells;
  return maps;
}

/// What the journal of finished tiles holds back before it writes.
std::int64_t waiting_bytes(const SurveySize& size, double packed_bytes, Stage stage) {
  if (stage != Stage::ndvi && stage != Stage::npp && stage != Stage::synthesis) return 0;
  return std::min(io::JournalFile::kept_bytes + io::JournalFile::noted_bytes,
                  whole(packed_bytes * static_cast<double>(size.area_pixels)));
}

/// Tables on their way to the journal: the largest as a copy, and all packed, a third as large in the demo.
std::int64_t journal_state_bytes(std::int64_t tables, std::int64_t largest) {
  return largest + tables / 3;
}

/// What all stages that write maps have in common. `pixels`: of the tiles that a rank keeps before the maps
/// are stored. With several ranks a round is on its way to the first while the next one is computed.
StageMemory with_maps(const SurveySize& size, const RunShape& shape, Stage stage, std::int64_t pixels) {
  const auto maps = open_maps(size, shape, stage);
  const auto kept = maps.packed_bytes * static_cast<double>(pixels);
  StageMemory memory{stage, {}, {}};
  memory.every_rank = {{program_part, shape.process_bytes + working_bytes},
                       {"maps of a round, compressed", whole(shape.ranks > 1 ? 2 * kept : kept)},
                       {"open maps", maps.files * writer_bytes},
                       {"overviews", maps.overviews}};
  const auto received = std::min(whole(kept * (shape.ranks - 1)), std::max(received_at_once, whole(kept)));
  memory.first_rank = {{"maps of a round of other ranks", received},
                       {"stored maps", maps.files * stored_file_bytes},
                       {"messages that wait for the journal", waiting_bytes(size, maps.packed_bytes, stage)},
                       {"identities of inputs", identity_bytes}};
  return memory;
}

/// With what the heap loses between its blocks.
void add(StageMemory& memory, const std::string& what, std::int64_t bytes) {
  memory.every_rank.push_back({what, bytes + bytes / 10});
}

/// Layers of weather under a band of rows of a tile.
std::int64_t weather_bytes(const SurveySize& size, const RunShape& shape, bool variance) {
  const auto cols = std::min(shape.tile_size, size.cols);
  const auto rows = std::min({size.band_rows, shape.tile_size, size.rows});
  return (size.weather_fields + (variance ? size.variance_fields : 0)) * number_bytes * rows * cols;
}

/// A tile's inputs, and its NPP in double precision.
std::int64_t npp_tile_bytes(const SurveySize& size) {
  const auto months = static_cast<std::int64_t>(size.months);
  const auto inputs = 1 + months * (2 + (size.scenes ? 1 : 0));
  const auto npp = number_bytes * (months + (size.full_year ? 1 : 0));
  // And a column in whole numbers, with runs of classes.
  return inputs + npp + number_bytes + single_bytes + (size.goes_on ? 6 * single_bytes : 0);
}

/// A pixel of the statistics' tile buffers.
std::int64_t statistics_tile_bytes(const SurveySize& size) {
  const auto months = count_of(size.months), columns = count_of(size.columns);
  auto bytes = npp_tile_bytes(size) + number_bytes + 1;  // and the difference at hand
  // To be compared with later years; the memory of one that was let go is kept for the next.
  if (size.kept_years > 0) bytes += count_of(size.kept_years + 1) * (1 + number_bytes * columns);
  if (size.change_maps)
    bytes += count_of(size.periods_of_a_year) * (2 * columns + months);  // packed, until they are written
  bytes += 2 * number_bytes * columns + 2;  // whole numbers to be added up, and their squares
  if (size.rings) bytes += 2 * number_bytes + single_bytes + 6;  // distances and rings
  if (size.rings && size.mines > 0) bytes += 2 * number_bytes;   // pixels near each mine, which overlap
  return bytes;
}

/// A pixel of the years that trends and correlations are made of.
std::int64_t series_bytes(const SurveySize& size) {
  const auto columns = count_of(size.trend_columns), years = count_of(size.years);
  std::int64_t bytes = 0;
  if (size.trends) bytes += years * columns * number_bytes + 1;
  if (size.trend_maps) bytes += columns * (4 * single_bytes + 1) + 4 * number_bytes;
  if (!size.correlations) return bytes;
  const std::int64_t maps = size.partial_correlations ? 6 : 3;
  return bytes + 4 * years * columns * number_bytes + columns * (3 * number_bytes + maps * single_bytes) +
         maps * number_bytes;
}

}  // namespace

std::int64_t tile_pixels(const SurveySize& size, const RunShape& shape) {
  return std::min(shape.tile_size, size.rows) * std::min(shape.tile_size, size.cols);
}

std::int64_t pixels_of_a_round(const SurveySize& size, const RunShape& shape) {
  const auto of_a_rank = (size.area_pixels + shape.ranks - 1) / shape.ranks;
  const auto tile = tile_pixels(size, shape);
  return std::max(std::min(std::max(shape.round_pixels, tile), of_a_rank), std::min(tile, size.area_pixels));
}

StageMemory landcover_memory(const SurveySize& size, const RunShape& shape) {
  auto memory = with_maps(size, shape, Stage::landcover, pixels_of_a_round(size, shape));
  add(memory, "tile", tile_pixels(size, shape) * (1 + single_bytes + 1 + number_bytes));
  add(memory, "rasters", block_cache / 2);
  return memory;
}

namespace {

std::int64_t histograms_of_classes(const SurveySize& size) {
  return count_of(size.classes * model::NdviHistogram::bins) * number_bytes;
}

}  // namespace

StageMemory ndvi_memory(const SurveySize& size, const RunShape& shape) {
  auto memory = with_maps(size, shape, Stage::ndvi, pixels_of_a_round(size, shape));
  const auto months = count_of(size.months);
  add(memory, "tile", tile_pixels(size, shape) * (3 + months * 3 + number_bytes + 6));
  add(memory, "histograms", histograms_of_classes(size));
  add(memory, "rasters", block_cache);
  // scene_composite.h: the composites of a group of tiles, and one scene's part of it.
  constexpr std::int64_t most_group_pixels = 4 << 20, group_bytes = std::int64_t{160} << 20;
  if (size.scenes) {
    const auto group =
        std::min(most_group_pixels, std::max(tile_pixels(size, shape), size.area_pixels / shape.ranks));
    add(memory, "composites", std::min(group * (months * 4 + 6), group_bytes));
    add(memory, "scene", group * 24);
  }
  return memory;
}

StageMemory class_ndvi_memory(const SurveySize& size, const RunShape& shape) {
  auto memory = with_maps(size, shape, Stage::class_ndvi, pixels_of_a_round(size, shape));
  add(memory, "tile", tile_pixels(size, shape) * (1 + count_of(size.months) * 3));
  // On their way to the file there are two copies.
  add(memory, "histograms", 3 * histograms_of_classes(size));
  add(memory, "maps that are read", 3 * reader_bytes);
  return memory;
}

StageMemory mines_memory(const SurveySize& size, const RunShape& shape) {
  auto memory = with_maps(size, shape, Stage::mines, pixels_of_a_round(size, shape));
  add(memory, "tile", tile_pixels(size, shape) * (count_of(size.years) + 2 * single_bytes + 2));
  return memory;
}

StageMemory weather_memory(const SurveySize& size, const RunShape& shape) {
  // Weather is mapped beside the area too, and a tile weighs half its pixels at least (share_tiles.h).
  const auto tile = tile_pixels(size, shape);
  const auto round = std::min(2 * std::max(shape.round_pixels, tile), std::max(tile, size.rows * size.cols));
  auto memory = with_maps(size, shape, Stage::weather, round);
  constexpr std::int64_t layers = 3 * 12;
  add(memory, "tile",
      tile_pixels(size, shape) * (1 + single_bytes * layers * (size.weather_variance ? 2 : 1)));
  add(memory, "weather of a band of rows", weather_bytes(size, shape, size.weather_variance));
  return memory;
}

StageMemory npp_memory(const SurveySize& size, const RunShape& shape) {
  auto memory = with_maps(size, shape, Stage::npp, pixels_of_a_round(size, shape));
  const auto pixels = tile_pixels(size, shape);
  const auto packed = 2 * count_of(size.columns);
  add(memory, "tile", pixels * (npp_tile_bytes(size) + packed));
  if (size.effect_step > 0) {
    constexpr std::int64_t effects = 2 * 3 * 13 * number_bytes;
    add(memory, "effects of the weather's error", pixels / (size.effect_step * size.effect_step) * effects);
  }
  add(memory, "weather of a band of rows", weather_bytes(size, shape, size.effect_step > 0));
  const auto tables = npp_table_bytes(size);
  add(memory, "tables of zones", of_a_rank(tables, shape));
  memory.first_rank.push_back({"tables of zones of all ranks", tables - of_a_rank(tables, shape)});
  memory.first_rank.push_back({"tables for the journal", journal_state_bytes(tables, tables / 3)});
  add(memory, "maps that are read", 2 * reader_bytes);
  return memory;
}

std::int64_t statistics_round_pixels(const SurveySize& size, const RunShape& shape) {
  constexpr double most_bytes = 32 << 20;
  const auto of_a_pixel = std::max(1.0, open_maps(size, shape, Stage::synthesis).packed_bytes);
  return std::clamp<std::int64_t>(whole(most_bytes / of_a_pixel), 1,
                                  std::max<std::int64_t>(1, shape.round_pixels));
}

StageMemory statistics_memory(const SurveySize& size, const RunShape& shape) {
  const auto pixels = tile_pixels(size, shape);
  auto of_rounds = shape;
  of_rounds.round_pixels = statistics_round_pixels(size, shape);
  // Where ranks exchange mine land, a round is one tile.
  auto memory =
      with_maps(size, shape, Stage::synthesis,
                size.mine_classes ? std::min(pixels, size.area_pixels) : pixels_of_a_round(size, of_rounds));
  add(memory, "tile", pixels * statistics_tile_bytes(size));
  add(memory, "years of a tile", pixels * series_bytes(size));
  add(memory, "weather of a band of rows", weather_bytes(size, shape, false));
  if (size.mine_classes) {
    const auto rows = std::min(shape.tile_size, size.rows) + 2 * size.halo,
               cols = std::min(shape.tile_size, size.cols) + 2 * size.halo;
    add(memory, "mine land around a tile", rows * cols * single_bytes * (count_of(size.years) + 1));
  }
  // A rank holds the tables of what lies in its tiles, the first one at the end all of them, and the sums of
  // NPP of all years.
  const auto changes = change_table_bytes(size), cells = cell_bytes(size), histograms = histogram_bytes(size);
  add(memory, "tables of zones", of_a_rank(changes, shape) + (cells + histograms) / shape.ranks);
  add(memory, "maps that are read", 2 * count_of(size.years) * reader_bytes);
  const auto for_journal = journal_state_bytes(changes + cells + histograms,
                                               std::max(changes, cells + histograms / count_of(size.years)));
  // At the end the cells are copied once more, when the journal has what it needs.
  memory.first_rank.push_back(
      {"tables of zones of all ranks",
       npp_result_bytes(size) * count_of(size.years) + changes - of_a_rank(changes, shape) +
           (cells + histograms) * (shape.ranks - 1) / shape.ranks + std::max(cells, for_journal)});
  return memory;
}

StageMemory report_memory(const SurveySize& size, const RunShape& shape) {
  constexpr std::int64_t page = std::int64_t{50} << 20;
  StageMemory memory{Stage::report,
                     {{program_part, shape.process_bytes + working_bytes}},
                     {{"page", page}, {"identities of inputs", identity_bytes}}};
  memory.first_rank.push_back({"tables of zones of all ranks", cell_bytes(size)});
  // The heap does not give back all that the statistics took.
  const auto statistics = statistics_memory(size, shape);
  memory.first_rank.push_back(
      {"what the statistics left", (statistics.of_the_first() - memory.of_a_rank() - identity_bytes) / 3});
  return memory;
}

}  // namespace minenpp::survey
