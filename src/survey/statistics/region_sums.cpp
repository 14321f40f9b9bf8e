#include "survey/statistics/region_sums.h"

#include <algorithm>
#include <cmath>

#include "model/stats/exact_sum.h"

namespace minenpp::survey {

namespace {

std::vector<double> const& values_of(const NppTile& tile, const TallyColumns& columns, std::size_t column) {
  if (column == columns.months.size()) return tile.annual;
  return tile.npp[static_cast<std::size_t>(columns.months[column] - 1)];
}

/// round(npp^2 x 1e6) from millionths of NPP, half up: the same integer whatever adds it.
std::int64_t squared(std::int64_t millionths) {
  constexpr std::int64_t scale = 1000000, safe = 3000000000;  // its square fits in 63 bits
  if (-safe < millionths && millionths < safe) return (millionths * millionths + scale / 2) / scale;
  const auto product = static_cast<model::Int128>(millionths) * millionths;
  return static_cast<std::int64_t>((product + scale / 2) / scale);
}

}  // namespace

RegionPixels::RegionPixels(const model::Grid& grid, const std::vector<int>& class_codes, TallyColumns columns)
    : grid_(grid),
      codes_(class_codes),
      columns_(std::move(columns)),
      index_of_code_(256, static_cast<std::uint8_t>(class_codes.size())),
      fixed_(columns_.count()) {
  for (std::size_t i = 0; i < codes_.size(); ++i)
    index_of_code_.at(static_cast<std::size_t>(codes_[i])) = static_cast<std::uint8_t>(i);
}

void RegionPixels::index(std::span<const std::uint8_t> classes, std::vector<std::uint8_t>& out) const {
  out.resize(classes.size());
  std::ranges::transform(classes, out.begin(), [&](std::uint8_t code) { return index_of_code_[code]; });
}

void RegionPixels::set(const TileInputs& inputs, const NppTile& tile,
                       std::span<const std::uint8_t> base_classes) {
  window_ = inputs.window;
  index(inputs.classes, land_);
  index(base_classes, base_);
  row_area_mm2_.resize(static_cast<std::size_t>(window_.rows));
  for (std::int64_t row = 0; row < window_.rows; ++row)
    row_area_mm2_[static_cast<std::size_t>(row)] =
        model::ExactSum::fixed(grid_.pixel_area_m2(window_.row + row));
  for (std::size_t column = 0; column < fixed_.size(); ++column) {
    const auto& values = values_of(tile, columns_, column);
    auto& fixed = fixed_[column];
    fixed.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      fixed[i] = std::isnan(values[i]) ? no_value : model::ExactSum::fixed(values[i]);
  }
}

RegionSums::RegionSums(const RegionPixels& pixels, std::size_t rings, bool by_base)
    : pixels_(&pixels), rings_(rings), by_base_(by_base) {
  // One slot more for pixels without a class in the first year.
  const auto slots = rings * (by_base ? pixels.classes() + 1 : 1) * pixels.classes();
  sums_.resize(slots * pixels.columns());
  is_touched_.resize(slots, false);
}

std::size_t RegionSums::slot(std::size_t pixel, std::size_t ring) const {
  const auto classes = pixels_->classes();
  const std::size_t base = by_base_ ? pixels_->base()[pixel] : 0;
  return (ring * (by_base_ ? classes + 1 : 1) + base) * classes + pixels_->land()[pixel];
}

void RegionSums::add(std::size_t pixel, std::size_t ring, std::int64_t area_mm2, std::int64_t weight) {
  if (pixels_->land()[pixel] == pixels_->classes()) return;
  const auto at = slot(pixel, ring);
  if (!is_touched_[at]) {
    is_touched_[at] = true;
    touched_.push_back(static_cast<std::uint32_t>(at));
  }
  for (std::size_t column = 0; column < pixels_->columns(); ++column) {
    const auto values = pixels_->column(column);
    if (values.empty() || values[pixel] == RegionPixels::no_value) continue;
    auto& sum = sums_[at * pixels_->columns() + column];
    ++sum.count;
    sum.weight += weight;
    sum.npp += static_cast<model::Int128>(values[pixel]) * weight;
    sum.squares += static_cast<model::Int128>(squared(values[pixel])) * weight;
    sum.area += area_mm2;
    sum.products += static_cast<model::Int128>(values[pixel]) * area_mm2;
  }
}

void RegionSums::flush(CellKind kind, std::int32_t group, CellTable& table) {
  const auto classes = pixels_->classes();
  for (const auto at : touched_) {
    is_touched_[at] = false;
    const auto land = at % classes, rest = at / classes;
    const auto bases = by_base_ ? classes + 1 : 1;
    const auto base = rest % bases, ring = rest / bases;
    const CellKey key{kind, group, static_cast<std::int32_t>(ring),
                      by_base_ && base < classes ? pixels_->code(base) : 0, pixels_->code(land)};
    const auto tallies = table.at(key);
    for (std::size_t column = 0; column < pixels_->columns(); ++column) {
      auto& sum = sums_[at * pixels_->columns() + column];
      if (sum.count > 0) {
        CellTally tally;
        tally.count = sum.count;
        tally.weight = sum.weight;
        tally.npp.add_raw(sum.npp);
        tally.squares.add_raw(sum.squares);
        tally.area_m2.add_raw(sum.area);
        model::ExactSum products;
        products.add_raw(sum.products);
        tally.carbon = model::ExactAreaSum::from_products(products);
        tallies[column].add(tally);
      }
      sum = {};
    }
  }
  touched_.clear();
}

}  // namespace minenpp::survey
