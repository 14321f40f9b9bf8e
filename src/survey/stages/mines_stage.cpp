#include <unordered_map>

#include "io/results/map_writer.h"
#include "model/space/components.h"
#include "mpi/collective_error.h"
#include "mpi/root_tables.h"
#include "survey/mines/found_mines.h"
#include "survey/mines/mine_join.h"
#include "survey/mines/mine_mask.h"
#include "survey/mines/mine_names.h"
#include "survey/run/tile_loop.h"
#include "survey/stages/map_layouts.h"
#include "survey/stages/stages.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

namespace {

/// The mine land of this rank's tiles.
std::vector<TileMines> look_at_tiles(SurveyRun& run, MineMask& mask) {
  const auto& catalogue = run.catalogue;
  std::vector<TileMines> tiles;
  std::vector<std::int32_t> labels;
  for_each_tile(
      run.ranks, run.partition, run.progress,
      [&](const model::Window& window) {
        const auto pixels = mask.read(window);
        labels.resize(pixels.size());
        const auto components = model::label_components(pixels, window, labels);
        if (components.empty()) return;
        const auto tile = run.partition.lattice().tile_of(window.row, window.col);
        auto described = describe_tile({tile, components}, window, labels, mask.years(), catalogue.grid.grid,
                                       catalogue.zones.all(), catalogue.mines.min_area_hm2);
        if (!described.found.components.empty()) tiles.push_back(std::move(described));
      },
      {}, run.round_pixels);
  return tiles;
}

/// Collective. Of whole components on the root.
std::vector<model::ExactSum> areas_of(const SurveyRun& run, const std::vector<TileMines>& tiles,
                                      const model::ComponentTable& table) {
  auto areas = mpi::agree(run.ranks, [&] {
    std::vector<model::ExactSum> own(table.components().size());
    for (const auto& tile : tiles) {
      const auto numbers = table.numbers(tile.found.tile);
      for (std::size_t part = 0; part < numbers.size(); ++part)
        own[static_cast<std::size_t>(numbers[part] - 1)].add(tile.area_m2[part]);
    }
    return own;
  });
  mpi::sum_on_root(
      run.ranks, [&] { return limbs_of(areas); }, [&](auto others) { add_limbs(others, areas); });
  return areas;
}

/// Collective. Overlaps of whole components, of all ranks on the root.
std::vector<MineOverlap> overlaps_of(const SurveyRun& run, const std::vector<TileMines>& tiles,
                                     const model::ComponentTable& table) {
  auto all = mpi::agree(run.ranks, [&] {
    std::vector<std::int64_t> flat;
    for (const auto& tile : tiles) {
      const auto numbers = table.numbers(tile.found.tile);
      for (const auto& overlap : tile.overlaps)
        flat.insert(flat.end(), {numbers[overlap.component] - 1, static_cast<std::int64_t>(overlap.zone),
                                 overlap.pixels});
    }
    return flat;
  });
  mpi::gather_on_root(
      run.ranks, [&] { return all; },
      [&](auto others) { all.insert(all.end(), others.begin(), others.end()); });
  std::vector<MineOverlap> overlaps;
  for (std::size_t i = 0; i + 2 < all.size(); i += 3)
    overlaps.push_back({static_cast<std::size_t>(all[i]), static_cast<std::size_t>(all[i + 1]), all[i + 2]});
  return overlaps;
}

/// Collective. Names are known on the root alone, the others know how many there are.
MineNumbers number_on_root(const SurveyRun& run, const std::vector<model::ExactSum>& areas,
                           const std::vector<MineOverlap>& overlaps) {
  auto numbers = mpi::agree(run.ranks, [&] {
    MineNumbers found;
    if (run.ranks.is_root())
      found = number_mines(areas, overlaps, run.catalogue.zones.all(), run.catalogue.mines.min_area_hm2);
    found.of_component.resize(areas.size());
    return found;
  });
  auto count = std::ssize(numbers.names);
  run.ranks.broadcast(std::span(&count, 1));
  run.ranks.broadcast(std::span(numbers.of_component));
  numbers.names.resize(static_cast<std::size_t>(count));
  return numbers;
}

/// Collective. Pixels and areas by mine and year, whole on the root.
struct YearSums {
  YearSums(const SurveyRun& run, const std::vector<TileMines>& tiles, const model::ComponentTable& table,
           const MineNumbers& numbers)
      : years(run.catalogue.years.size()) {
    mpi::agree(run.ranks, [&] {
      pixels.resize(numbers.size() * years);
      area_m2.resize(numbers.size() * years);
      for (const auto& tile : tiles) {
        const auto components = table.numbers(tile.found.tile);
        for (std::size_t part = 0; part < components.size(); ++part)
          add(numbers.of_component[static_cast<std::size_t>(components[part] - 1)], tile.of_year[part]);
      }
    });
    mpi::sum_on_root(
        run.ranks, [&] { return pixels; }, [&](auto others) { add_each(others, pixels); });
    mpi::sum_on_root(
        run.ranks, [&] { return limbs_of(area_m2); }, [&](auto others) { add_limbs(others, area_m2); });
  }

  void add(std::int32_t mine, const std::vector<MineArea>& of_year) {
    if (mine == 0) return;
    for (std::size_t year = 0; year < years; ++year) {
      const auto at = static_cast<std::size_t>(mine - 1) * years + year;
      pixels[at] += of_year[year].pixels;
      area_m2[at].add(of_year[year].area_m2);
    }
  }

  std::size_t years;
  std::vector<std::int64_t> pixels;
  std::vector<model::ExactSum> area_m2;
};

std::vector<FoundMine> describe_mines(const model::ComponentTable& table, const MineNumbers& numbers,
                                      const std::vector<model::ExactSum>& areas_m2, const YearSums& sums) {
  std::vector<model::Component> joined(numbers.size());
  std::vector<model::ExactSum> areas(numbers.size());
  for (std::size_t i = 0; i < numbers.of_component.size(); ++i) {
    if (numbers.of_component[i] == 0) continue;
    const auto mine = static_cast<std::size_t>(numbers.of_component[i] - 1);
    joined[mine].merge(table.components()[i]);
    areas[mine].add(areas_m2[i]);
  }
  std::vector<FoundMine> mines;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    mines.push_back({numbers.names[i],
                     joined[i].pixels,
                     joined[i].box,
                     joined[i].first_row,
                     joined[i].first_col,
                     areas[i].value() / 1e4,
                     {},
                     {}});
    for (auto at = i * sums.years; at < (i + 1) * sums.years; ++at) {
      mines.back().year_pixels.push_back(sums.pixels[at]);
      mines.back().year_area_hm2.push_back(sums.area_m2[at].value() / 1e4);
    }
  }
  return mines;
}

/// By tile of this rank the mine of each label - 1.
using MinesOfTiles = std::unordered_map<std::int64_t, std::vector<std::int32_t>>;

MinesOfTiles mines_of_tiles(const std::vector<TileMines>& tiles, const model::ComponentTable& table,
                            const MineNumbers& numbers) {
  MinesOfTiles mines;
  for (const auto& tile : tiles) {
    const auto components = table.numbers(tile.found.tile);
    auto& of_labels = mines[tile.found.tile];
    for (const auto label : tile.label_of) {
      const auto component = label == 0 ? 0 : components[static_cast<std::size_t>(label - 1)];
      of_labels.push_back(component == 0 ? 0 : numbers.of_component[static_cast<std::size_t>(component - 1)]);
    }
  }
  return mines;
}

/// Collective. Labels every tile again rather than keep all labels in memory.
void write_map(SurveyRun& run, MineMask& mask, const MinesOfTiles& mines, io::MapWriter& writer) {
  std::vector<std::int32_t> labels;
  for_each_tile(
      run.ranks, run.partition, run.progress,
      [&](const model::Window& window) {
        labels.assign(static_cast<std::size_t>(window.size()), 0);
        const auto found = mines.find(run.partition.lattice().tile_of(window.row, window.col));
        if (found != mines.end()) {
          (void)model::label_components(mask.read(window), window, labels);
          for (auto& label : labels)
            if (label != 0) label = found->second.at(static_cast<std::size_t>(label - 1));
        }
        writer.put<std::int32_t>("mine", std::nullopt, window, labels);
      },
      {&writer}, run.round_pixels);
}

}  // namespace

void make_mines_map(SurveyRun& run, const io::StageKey& key) {
  io::MapWriter writer(run.ranks, run.mines_map(), with_key(mines_layout(run), key));
  auto mask = mpi::agree(run.ranks, [&] { return MineMask(run); });
  std::vector<FoundMine> mines;
  MinesOfTiles of_tiles;
  {  // What is learnt of the tiles is not kept while the map is written.
    const auto tiles = look_at_tiles(run, mask);
    const auto table = join_mines(run.ranks, run.partition, tiles);
    const auto areas = areas_of(run, tiles, table);
    const auto overlaps = overlaps_of(run, tiles, table);
    const auto numbers = number_on_root(run, areas, overlaps);
    const YearSums sums(run, tiles, table, numbers);
    mpi::agree(run.ranks, [&] {
      if (run.ranks.is_root()) mines = describe_mines(table, numbers, areas, sums);
      of_tiles = mines_of_tiles(tiles, table, numbers);
    });
  }
  write_map(run, mask, of_tiles, writer);
  writer.finish([&](io::ArchiveWriter& archive) {
    auto& group = archive.group("statistics");
    write_found_mines(mines, group);
    write_flat_years(mines, group);
  });
}

}  // namespace minenpp::survey
