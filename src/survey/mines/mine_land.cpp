#include "survey/mines/mine_land.h"

#include <algorithm>
#include <limits>
#include <set>

#include "mpi/collective_error.h"
#include "mpi/halo_exchange.h"

namespace minenpp::survey {

namespace {

constexpr double beyond = std::numeric_limits<double>::infinity();

}  // namespace

MineLand::MineLand(const SurveyRun& run, const MineList& list)
    : run_(run),
      list_(list),
      pixel_{run.catalogue.grid.grid.dx(), run.catalogue.grid.grid.dy()},
      raster_(pixel_, run.catalogue.mines.reach_m()),
      mine_classes_(run.catalogue.mines.classes) {
  const auto& rules = run.catalogue.mines;
  for (const auto& year : run.catalogue.years) {
    if (polygons_.empty() || rules.by_years) polygons_.push_back(polygons_of(year.year));
    if (rules.from_classes())
      class_maps_.push_back(std::make_unique<io::MapReader>(run.class_map(year.year)));
  }
  if (rules.find) found_map_ = std::make_unique<io::MapReader>(run.mines_map());
}

MineLand::Polygons MineLand::polygons_of(int year) const {
  std::vector<model::MineOutline> all, selected;
  for (std::size_t i = 0; i < list_.size(); ++i) {
    const auto& mine = list_.mines[i];
    if (mine.zone < 0) continue;
    for (const auto& outline : run_.catalogue.zones[static_cast<std::size_t>(mine.zone)].outlines) {
      if (run_.catalogue.mines.by_years && !outline.counts_in(year)) continue;
      all.push_back({static_cast<std::int32_t>(i + 1), outline.rings});
      if (mine.selected) selected.push_back(all.back());
    }
  }
  const double reach = run_.catalogue.mines.reach_m();
  Polygons polygons{model::PolygonDistance(all, pixel_, reach), std::nullopt};
  if (selected.size() < all.size()) polygons.some.emplace(selected, pixel_, reach);
  return polygons;
}

void MineLand::read_mask(std::size_t year, const model::Window& part, std::span<std::int32_t> numbers) const {
  std::vector<std::uint8_t> codes(numbers.size());
  class_maps_[year]->read<std::uint8_t>("land_class", std::nullopt, part, codes);
  if (found_map_)
    found_map_->read<std::int32_t>("mine", std::nullopt, part, numbers);
  else
    std::ranges::fill(numbers, static_cast<std::int32_t>(list_.size()));
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (!mine_classes_.has(codes[i])) numbers[i] = 0;
}

void MineLand::prepare(std::optional<std::int64_t> tile) {
  if (class_maps_.empty()) return;
  const auto halo = raster_.halo();
  const auto width = std::max(halo.rows, halo.cols);
  std::vector<std::int64_t> tiles;
  if (tile) tiles.push_back(*tile);
  masks_.resize(class_maps_.size());
  for (std::size_t year = 0; year < class_maps_.size(); ++year) {
    auto around = mpi::exchange_halo<std::int32_t>(
        run_.ranks, run_.partition, tiles, width, 0,
        [&](std::int64_t, const model::Window& part, std::span<std::int32_t> numbers) {
          read_mask(year, part, numbers);
        });
    if (around.empty()) continue;
    widened_ = around.front().window;
    masks_[year] = std::move(around.front().pixels);
  }
}

bool MineLand::compute(const model::Window& window, std::size_t year) {
  const bool again = window == window_ && class_maps_.empty() && polygons_.size() == 1;
  window_ = window;
  year_ = year;
  if (again) return false;
  const auto pixels = static_cast<std::size_t>(window.size());
  distance_.assign(pixels, beyond);
  distance_all_.assign(pixels, beyond);
  nearest_.assign(pixels, 0);
  add_polygons(window, polygons_[polygons_.size() == 1 ? 0 : year]);
  if (!class_maps_.empty()) add_raster(window, year);
  in_a_mine_.resize(pixels);
  far_.resize(pixels);
  const double reference = run_.catalogue.mines.reference_m;
  for (std::size_t i = 0; i < pixels; ++i) {
    in_a_mine_[i] = distance_all_[i] <= 0 ? 1 : 0;
    far_[i] = distance_all_[i] > reference ? 1 : 0;
  }
  return true;
}

void MineLand::add_polygons(const model::Window& window, const Polygons& polygons) {
  polygons.selected().nearest(window, distance_, nearest_);
  if (polygons.some)
    polygons.all.distances(window, distance_all_);
  else
    distance_all_ = distance_;
}

/// Mines of classes come after those of polygons, so of two as near the polygon's number is the lower.
void MineLand::add_raster(const model::Window& window, std::size_t year) {
  std::vector<double> distance(distance_.size());
  std::vector<std::int32_t> number(nearest_.size());
  raster_.nearest(masks_[year], widened_, window, distance, number);
  const bool all_selected = std::ranges::all_of(list_.mines, &MineList::Mine::selected);
  for (std::size_t i = 0; i < distance.size(); ++i)
    distance_all_[i] = std::min(distance_all_[i], distance[i]);
  if (!all_selected) {
    auto selected = masks_[year];
    for (auto& one : selected)
      if (one != 0 && !list_.of_number(one).selected) one = 0;
    raster_.nearest(selected, widened_, window, distance, number);
  }
  for (std::size_t i = 0; i < distance.size(); ++i)
    if (distance[i] < distance_[i]) {
      distance_[i] = distance[i];
      nearest_[i] = number[i];
    }
}

std::vector<std::int32_t> MineLand::mines_near() const {
  const auto& polygons = polygons_[polygons_.size() == 1 ? 0 : year_];
  auto numbers = polygons.all.mines_near(window_);
  if (class_maps_.empty()) return numbers;
  std::set<std::int32_t> more(masks_[year_].begin(), masks_[year_].end());
  more.erase(0);
  numbers.insert(numbers.end(), more.begin(), more.end());
  return numbers;
}

model::Window MineLand::distances_to(std::int32_t number, double radius, std::vector<double>& out) const {
  if (list_.of_number(number).zone < 0) {
    out.resize(static_cast<std::size_t>(window_.size()));
    raster_.distances_to(number, masks_[year_], widened_, window_, out);
    return window_;
  }
  const auto& polygons = polygons_[polygons_.size() == 1 ? 0 : year_].all;
  const auto part = polygons.window_near(number, radius, window_);
  out.resize(static_cast<std::size_t>(part.size()));
  polygons.distances_to(number, part, out);
  return part;
}

}  // namespace minenpp::survey
