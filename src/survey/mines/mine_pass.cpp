#include "survey/mines/mine_pass.h"

#include <algorithm>
#include <cmath>

#include "mpi/collective_error.h"
#include "survey/stages/map_layouts.h"

namespace minenpp::survey {

namespace {

/// More blocks than these would make a large survey's bootstrap slow and big.
constexpr double most_blocks = 20000;

std::vector<int> class_codes(const Catalogue& catalogue) {
  std::vector<int> codes;
  for (const auto& land_class : catalogue.classes) codes.push_back(land_class.code);
  return codes;
}

/// Calls f(begin, end) for runs of indices whose values are the same.
template <typename Value, typename F>
void for_each_value(const std::vector<Value>& sorted, const F& f) {
  for (std::size_t begin = 0; begin < sorted.size();) {
    auto end = begin + 1;
    while (end < sorted.size() && sorted[end].first == sorted[begin].first) ++end;
    f(begin, end);
    begin = end;
  }
}

}  // namespace

MinePass::MinePass(const SurveyRun& run, const MineList& list, const TallyColumns& columns,
                   const std::string& key)
    : tables(run.catalogue.years.size(), CellTable(columns.count())),
      histograms(run.catalogue.years.size(), ZoneHistograms(run.catalogue.zones.size(), columns)),
      run_(run),
      list_(list),
      pixels_(run.catalogue.grid.grid, class_codes(run.catalogue), columns),
      reclaimed_(run.catalogue.science.reclaimed_classes) {
  const auto& grid = run.catalogue.grid.grid;
  const auto& rules = run.catalogue.mines;
  mpi::agree(run.ranks, [&] {
    by_class_ = std::make_unique<RegionSums>(pixels_, 1, false);
    if (!rules.rings) return;
    land_.emplace(run, list);
    const auto rings = static_cast<std::size_t>(rules.breaks.count()) + 1;
    by_ring_ = std::make_unique<RegionSums>(pixels_, rings, true);
    by_block_ = std::make_unique<RegionSums>(pixels_, 1, true);
    const auto years = run.catalogue.years.back().year - run.catalogue.years.front().year;
    by_age_ = std::make_unique<RegionSums>(pixels_, static_cast<std::size_t>(years) + 1, false);
  });
  if (!rules.rings) return;
  const double area = static_cast<double>(grid.rows()) * grid.dy() * static_cast<double>(grid.cols()) * grid.dx();
  const double edge = std::max(rules.block_m, std::sqrt(area / most_blocks));
  block_rows_ = std::max<std::int64_t>(1, std::llround(edge / grid.dy()));
  block_cols_ = std::max<std::int64_t>(1, std::llround(edge / grid.dx()));
  blocks_across_ = (grid.cols() + block_cols_ - 1) / block_cols_;
  for (std::size_t year = 0; year < run.catalogue.years.size(); ++year) {
    auto layout = ring_layout(run, year);
    layout.stage_key = key;
    maps_.push_back(std::make_unique<io::MapWriter>(run.ranks, run.ring_map(run.catalogue.years[year].year),
                                                    std::move(layout)));
  }
}

void MinePass::prepare(std::optional<std::int64_t> tile) {
  if (land_) land_->prepare(tile);
}

void MinePass::compute(std::size_t year, const TileInputs& inputs, const NppTile& tile) {
  if (year == 0) base_classes_ = inputs.classes;
  pixels_.set(inputs, tile, base_classes_);
  auto& table = tables[year];
  add_zones(table);
  histograms[year].add(pixels_, run_.catalogue.zones);
  if (!land_) return;
  land_->compute(inputs.window, year);
  add_rings(table);
  add_reference(table);
  reclaimed_.next(year == 0, run_.catalogue.years[year].year, inputs.classes);
  add_reclaimed(table);
}

void MinePass::add_zones(CellTable& table) {
  const auto pixels = static_cast<std::size_t>(pixels_.window().size());
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) by_class_->add(pixel, 0);
  by_class_->flush(CellKind::zone, 0, table);
  const auto& zones = run_.catalogue.zones;
  const auto& window = pixels_.window();
  for (std::size_t zone = 1; zone < zones.size(); ++zone) {
    zones[zone].pixels.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      const auto first = static_cast<std::size_t>((row - window.row) * window.cols - window.col);
      for (auto col = begin; col < end; ++col) by_class_->add(first + static_cast<std::size_t>(col), 0);
    });
    by_class_->flush(CellKind::zone, static_cast<std::int32_t>(zone), table);
  }
}

void MinePass::add_rings(CellTable& table) {
  const auto& breaks = run_.catalogue.mines.breaks;
  const auto pixels = static_cast<std::size_t>(pixels_.window().size());
  rings_.resize(pixels);
  breaks.rings(land_->distance(), land_->in_a_mine(), rings_);
  std::vector<std::pair<std::int32_t, std::uint32_t>> of_mine;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    if (rings_[pixel] == model::RingBreaks::no_ring) continue;
    by_ring_->add(pixel, static_cast<std::size_t>(rings_[pixel]));
    of_mine.emplace_back(land_->nearest()[pixel], static_cast<std::uint32_t>(pixel));
  }
  by_ring_->flush(CellKind::united, 0, table);
  std::ranges::sort(of_mine);
  for_each_value(of_mine, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i)
      by_ring_->add(of_mine[i].second, static_cast<std::size_t>(rings_[of_mine[i].second]));
    by_ring_->flush(CellKind::nearest, of_mine[begin].first, table);
  });
  for (const auto number : land_->mines_near()) add_one_mine(number, table);
}

/// A mine alone: its own land, and its rings where these are wanted.
void MinePass::add_one_mine(std::int32_t number, CellTable& table) {
  const auto& rules = run_.catalogue.mines;
  land_->distances_to(number, own_distance_);
  own_rings_.resize(own_distance_.size());
  rules.breaks.rings(own_distance_, land_->in_a_mine(), own_rings_);
  for (std::size_t pixel = 0; pixel < own_rings_.size(); ++pixel) {
    const auto ring = own_rings_[pixel];
    if (ring == model::RingBreaks::no_ring || (ring > 0 && !rules.per_mine)) continue;
    by_ring_->add(pixel, static_cast<std::size_t>(ring));
  }
  by_ring_->flush(CellKind::per_mine, number, table);
}

void MinePass::add_reference(CellTable& table) {
  std::vector<std::pair<std::int32_t, std::uint32_t>> of_block;
  const auto far = land_->far_from_all();
  for (std::size_t pixel = 0; pixel < far.size(); ++pixel)
    if (far[pixel] != 0) of_block.emplace_back(block_of(pixel), static_cast<std::uint32_t>(pixel));
  std::ranges::sort(of_block);
  for_each_value(of_block, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) by_block_->add(of_block[i].second, 0);
    by_block_->flush(CellKind::block, of_block[begin].first, table);
  });
}

void MinePass::add_reclaimed(CellTable& table) {
  std::vector<std::pair<std::int32_t, std::uint32_t>> of_mine;
  const auto age = reclaimed_.age();
  for (std::size_t pixel = 0; pixel < age.size(); ++pixel)
    if (age[pixel] != ReclaimedAge::not_reclaimed)
      of_mine.emplace_back(land_->nearest()[pixel], static_cast<std::uint32_t>(pixel));
  std::ranges::sort(of_mine);
  for_each_value(of_mine, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) by_age_->add(of_mine[i].second, static_cast<std::size_t>(age[of_mine[i].second]));
    by_age_->flush(CellKind::reclaimed, of_mine[begin].first, table);
  });
}

std::int32_t MinePass::block_of(std::size_t pixel) const {
  const auto& window = pixels_.window();
  const auto row = window.row + static_cast<std::int64_t>(pixel) / window.cols;
  const auto col = window.col + static_cast<std::int64_t>(pixel) % window.cols;
  return static_cast<std::int32_t>(row / block_rows_ * blocks_across_ + col / block_cols_);
}

void MinePass::write(std::size_t year, const model::Window& window) {
  if (maps_.empty()) return;
  mapped_rings_.clear();
  if (!window.empty())
    for (const auto ring : rings_)
      mapped_rings_.push_back(ring == model::RingBreaks::no_ring ? no_mapped_ring : static_cast<std::uint8_t>(ring));
  maps_[year]->write<std::uint8_t>("ring", std::nullopt, window, mapped_rings_);
}

void MinePass::finish() {
  for (auto& table : tables) table.gather(run_.ranks);
  for (auto& year : histograms) year.gather(run_.ranks);
  for (auto& map : maps_) map->finish();
}

}  // namespace minenpp::survey
