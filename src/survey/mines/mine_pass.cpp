#include "survey/mines/mine_pass.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>

#include "mpi/collective_error.h"
#include "survey/stages/map_files.h"
#include "survey/stages/map_layouts.h"
#include "survey/statistics/pixel_runs.h"

namespace minenpp::survey {

namespace {

/// More blocks than these would make a large survey's bootstrap slow and big, and its errors no better.
constexpr double most_blocks = 600;

/// Pixels by the number they belong to.
class PixelsByNumber {
 public:
  void add(std::int32_t number, std::size_t pixel) {
    // Neighbours mostly belong together.
    if (!last_ || number != last_number_) {
      last_ = &pixels_[number];
      last_number_ = number;
    }
    last_->push_back(static_cast<std::uint32_t>(pixel));
  }
  [[nodiscard]] const std::map<std::int32_t, std::vector<std::uint32_t>>& all() const { return pixels_; }

 private:
  std::map<std::int32_t, std::vector<std::uint32_t>> pixels_;
  std::vector<std::uint32_t>* last_ = nullptr;
  std::int32_t last_number_ = 0;
};

/// Puts pixels, in ascending order, together to runs.
class RunCollector {
 public:
  /// `runs` outlives this.
  RunCollector(std::int64_t cols, std::vector<RingRun>& runs) : joined_(cols), take_{runs} {}

  void add(std::size_t pixel, std::size_t ring) { joined_.add(pixel, ring, take_); }
  void end() { joined_.end(take_); }

 private:
  struct Take {
    std::vector<RingRun>& runs;
    void operator()(std::size_t first, std::size_t count, std::size_t ring) const {
      runs.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count),
                      static_cast<std::uint32_t>(ring)});
    }
  };

  PixelRuns joined_;
  Take take_;
};

}  // namespace

MinePass::MinePass(const SurveyRun& run, const MineList& list, const TallyColumns& columns,
                   const io::StageKey& key)
    : tables(run.catalogue.years.size(), CellTable(columns.count())),
      histograms(run.catalogue.years.size(),
                 ZoneHistograms(run.catalogue.zones.size(), columns, run.catalogue.years.size())),
      land(run.catalogue),
      run_(run),
      list_(list),
      pixels_(run.catalogue.grid.grid, run.catalogue.class_codes(), columns),
      reclaimed_(run.catalogue.science.reclaimed_classes) {
  const auto& grid = run.catalogue.grid.grid;
  const auto& rules = run.catalogue.mines;
  mpi::agree(run.ranks, [&] {
    by_class_ = std::make_unique<RegionSums>(pixels_, 1, false);
    if (!rules.rings) return;
    mine_land_.emplace(run, list);
    const auto rings = static_cast<std::size_t>(rules.breaks.count()) + 1;
    by_ring_ = std::make_unique<RegionSums>(pixels_, rings, true);
    by_block_ = std::make_unique<RegionSums>(pixels_, 1, true);
    const auto years = run.catalogue.years.back().year - run.catalogue.years.front().year;
    by_age_ = std::make_unique<RegionSums>(pixels_, static_cast<std::size_t>(years) + 1, false);
  });
  if (!rules.rings) return;
  const double area =
      static_cast<double>(grid.rows()) * grid.dy() * static_cast<double>(grid.cols()) * grid.dx();
  const double edge = std::max(rules.block_m, std::sqrt(area / most_blocks));
  blocks_ = BlockGrid(grid, edge);
  paired = PairedChanges(run.catalogue.periods, run.catalogue.years.size(), columns.count(),
                         static_cast<std::size_t>(rules.breaks.count()) + 1);
  for (std::size_t year = 0; year < run.catalogue.years.size(); ++year)
    maps_.push_back(std::make_unique<io::MapWriter>(run.ranks, run.ring_map(run.catalogue.years[year].year),
                                                    with_key(ring_layout(run, year), key)));
}

void MinePass::prepare(std::optional<std::int64_t> tile) {
  if (mine_land_) mine_land_->prepare(tile);
}

void MinePass::compute(std::size_t year, const TileInputs& inputs, const NppTile& tile) {
  if (year == 0) base_classes_ = inputs.classes;
  pixels_.set(inputs, tile, base_classes_);
  auto& table = tables[year];
  add_zones(table);
  histograms[year].add(pixels_, run_.catalogue.zones);
  if (!mine_land_) return;
  if (mine_land_->compute(inputs.window, year)) find_regions();
  add_rings(regions_, table);
  add_rings(nearest_, table);
  land.add(year, pixels_, regions_, nearest_);
  add_reference(table);
  paired.add(year, pixels_, mine_land_->far_from_all(), blocks_, regions_);
  reclaimed_.next(year == 0, run_.catalogue.years[year].year, inputs.classes);
  add_reclaimed(table);
}

void MinePass::add_zones(CellTable& table) {
  const auto& zones = run_.catalogue.zones;
  const auto& window = pixels_.window();
  const auto cols = static_cast<std::size_t>(window.cols);
  for (std::size_t row = 0; row < static_cast<std::size_t>(window.rows); ++row)
    by_class_->add(row * cols, cols, 0);
  by_class_->flush(CellKind::zone, 0, table);
  for (const auto zone : zones.near(window)) {
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      const auto first = run.first_in(window);
      by_class_->add(first, run.pixels(), 0, run.area_mm2(pixels_.area_mm2(first)), run.part);
    });
    by_class_->flush(CellKind::zone, static_cast<std::int32_t>(zone), table);
  }
}

void MinePass::find_regions() {
  const auto pixels = static_cast<std::size_t>(pixels_.window().size());
  rings_.resize(pixels);
  run_.catalogue.mines.breaks.rings(mine_land_->distance(), mine_land_->in_a_mine(), rings_);
  regions_.clear();
  auto& united = regions_.emplace_back(RingRegion{CellKind::united, 0, {}});
  RunCollector collector(pixels_.window().cols, united.runs);
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    if (rings_[pixel] != model::RingBreaks::no_ring)
      collector.add(pixel, static_cast<std::size_t>(rings_[pixel]));
  collector.end();
  find_near_mines();
  find_nearest();
  owners_.assign(mine_land_->nearest().begin(), mine_land_->nearest().end());
  for (const auto& region : std::views::reverse(regions_))  // of several the lowest number counts
    if (region.kind == CellKind::per_mine && !list_.of_number(region.group).selected)
      take_inside(region, rings_, owners_);
}

void MinePass::find_nearest() {
  PixelsByNumber of_mine;
  for (std::size_t pixel = 0; pixel < rings_.size(); ++pixel)
    if (rings_[pixel] != model::RingBreaks::no_ring) of_mine.add(mine_land_->nearest()[pixel], pixel);
  nearest_.clear();
  for (const auto& [mine, members] : of_mine.all()) {
    auto& region = nearest_.emplace_back(RingRegion{CellKind::nearest, mine, {}});
    RunCollector collector(pixels_.window().cols, region.runs);
    for (const auto pixel : members) collector.add(pixel, static_cast<std::size_t>(rings_[pixel]));
    collector.end();
  }
}

void MinePass::find_near_mines() {
  std::vector<double> distance;
  for (const auto number : mine_land_->mines_near()) {
    const auto part = mine_land_->distances_to(number, run_.catalogue.mines.breaks.radius(), distance);
    if (auto runs = runs_of(part, distance); !runs.empty())
      regions_.push_back({CellKind::per_mine, number, std::move(runs)});
  }
}

std::vector<RingRun> MinePass::runs_of(const model::Window& part, std::span<const double> distance) const {
  const auto& rules = run_.catalogue.mines;
  const auto& window = pixels_.window();
  std::vector<RingRun> runs;
  RunCollector collector(window.cols, runs);
  for (std::size_t i = 0; i < distance.size(); ++i) {
    const auto ring = rules.breaks.ring_of(distance[i]);
    if (ring < 0 || (ring > 0 && !rules.per_mine)) continue;
    const auto row = part.row + static_cast<std::int64_t>(i) / part.cols,
               col = part.col + static_cast<std::int64_t>(i) % part.cols;
    const auto pixel = static_cast<std::size_t>((row - window.row) * window.cols + col - window.col);
    if (ring == 0 || mine_land_->in_a_mine()[pixel] == 0)
      collector.add(pixel, static_cast<std::size_t>(ring));
  }
  collector.end();
  return runs;
}

void MinePass::add_rings(std::span<const RingRegion> regions, CellTable& table) {
  for (const auto& region : regions) {
    for (const auto& run : region.runs) by_ring_->add(run.first, run.count, run.ring);
    by_ring_->flush(region.kind, region.group, table);
  }
}

void MinePass::add_reference(CellTable& table) {
  const auto far = mine_land_->far_from_all();
  const auto add = [&](std::size_t first, std::size_t count, std::size_t) {
    by_block_->add(first, count, 0);
  };
  blocks_.for_each(
      pixels_.window(),
      [&](std::size_t first, std::size_t count) {
        PixelRuns runs(pixels_.window().cols);
        for (auto pixel = first; pixel < first + count; ++pixel)
          // Land that changed its class is no reference.
          if (far[pixel] != 0 && pixels_.base()[pixel] == pixels_.land()[pixel]) runs.add(pixel, 0, add);
        runs.end(add);
      },
      [&](std::int32_t block) { by_block_->flush(CellKind::block, block, table); });
}

void MinePass::add_reclaimed(CellTable& table) {
  PixelsByNumber of_mine;
  const auto age = reclaimed_.age();
  for (std::size_t pixel = 0; pixel < age.size(); ++pixel)
    if (age[pixel] != ReclaimedAge::not_reclaimed) of_mine.add(owners_[pixel], pixel);
  for (const auto& [mine, members] : of_mine.all()) {
    PixelRuns runs(pixels_.window().cols);
    const auto add = [&](std::size_t first, std::size_t count, std::size_t years) {
      by_age_->add(first, count, years);
    };
    for (const auto pixel : members) runs.add(pixel, static_cast<std::size_t>(age[pixel]), add);
    runs.end(add);
    by_age_->flush(CellKind::reclaimed, mine, table);
  }
}

void MinePass::write(std::size_t year, const model::Window& window) {
  if (maps_.empty()) return;
  // Beyond the study area some tiles are computed and some are not.
  run_.catalogue.area.mask(window, in_area_);
  mapped_rings_.clear();
  for (std::size_t i = 0; i < rings_.size(); ++i)
    mapped_rings_.push_back(in_area_[i] == 0 || rings_[i] == model::RingBreaks::no_ring
                                ? no_mapped_ring
                                : static_cast<std::uint8_t>(rings_[i]));
  maps_[year]->put<std::uint8_t>("ring", std::nullopt, window, mapped_rings_);
}

void MinePass::put_total(PackedLists& lists) const {
  // One copy at a time: all of them may be large.
  const auto put = [&](auto table) {
    table.gather(run_.ranks);
    if (run_.ranks.is_root()) lists.put(table.to_integers());
  };
  for (const auto& table : tables) put(table);
  for (const auto& table : paired.tables) put(table);
  for (const auto& table : land.tables) put(table);
  for (const auto& year : histograms) put(year);
}

void MinePass::add_counts(PackedListReader& lists) {
  for (auto& table : tables) table.add_integers(lists.next());
  for (auto& table : paired.tables) table.add_integers(lists.next());
  for (auto& table : land.tables) table.add_integers(lists.next());
  for (auto& year : histograms) year.add_integers(lists.next());
}

std::vector<io::MapWriter*> MinePass::writers() const {
  return writers_of(maps_);
}

void MinePass::finish() {
  for (auto& table : tables) table.gather(run_.ranks);
  for (auto& table : paired.tables) table.gather(run_.ranks);
  for (auto& table : land.tables) table.gather(run_.ranks);
  for (auto& year : histograms) year.gather(run_.ranks);
  for (auto& map : maps_) map->finish();
}

}  // namespace minenpp::survey
