#include "survey/statistics/region_sums.h"

#include <algorithm>

#include "model/stats/exact_sum.h"

namespace minenpp::survey {

namespace {

std::vector<double> const& values_of(const NppTile& tile, const TallyColumns& columns, std::size_t column) {
  if (column == columns.months.size()) return tile.annual;
  return tile.npp[static_cast<std::size_t>(columns.months[column] - 1)];
}

constexpr std::int64_t safe = 3000000000;  // its square fits in 63 bits
/// So many squares of `safe`, in millionths, still fit.
constexpr std::int64_t safe_pixels = 1000000;

bool is_safe(std::int64_t millionths) {
  return -safe < millionths && millionths < safe;
}

/// round(npp^2 x 1e6) from millionths of NPP, half up: the same integer whatever adds it.
std::int64_t squared(std::int64_t millionths) {
  constexpr std::int64_t scale = 1000000;
  if (is_safe(millionths)) return (millionths * millionths + scale / 2) / scale;
  const auto product = static_cast<model::Int128>(millionths) * millionths;
  return static_cast<std::int64_t>((product + scale / 2) / scale);
}

}  // namespace

RegionPixels::RegionPixels(const model::Grid& grid, const std::vector<int>& class_codes, TallyColumns columns)
    : grid_(grid),
      codes_(class_codes),
      columns_(std::move(columns)),
      index_of_code_(256, static_cast<std::uint8_t>(class_codes.size())),
      fixed_(columns_.count()),
      squares_(columns_.count()) {
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
  bool all_safe = true;
  for (std::size_t column = 0; column < fixed_.size(); ++column) {
    const auto& values = values_of(tile, columns_, column);
    auto &fixed = fixed_[column], &squares = squares_[column];
    fixed.resize(values.size());
    squares.resize(values.size());
    model::fix_values(values, fixed);
    for (std::size_t i = 0; i < fixed.size(); ++i) {
      if (fixed[i] == no_value) continue;
      all_safe &= is_safe(fixed[i]);
      squares[i] = squared(fixed[i]);
    }
  }
  pixels_in_64_bits_ = all_safe ? safe_pixels : 1;
}

RegionSums::RegionSums(const RegionPixels& pixels, std::size_t rings, bool by_base)
    : pixels_(&pixels), by_base_(by_base) {
  // One slot more for pixels without a class in the first year.
  const auto slots = rings * (by_base ? pixels.classes() + 1 : 1) * pixels.classes();
  sums_.resize(slots * pixels.columns());
  pending_.resize(slots * pixels.columns());
  is_touched_.resize(slots, 0);
}

void RegionSums::touch(std::size_t slot) {
  if (is_touched_[slot] != 0) return;
  is_touched_[slot] = 1;
  touched_.push_back(static_cast<std::uint32_t>(slot));
}

/// Neighbours mostly share their classes, so what is the same in all columns is found once a run of these.
void RegionSums::find_runs(std::size_t first, std::size_t count, std::size_t ring) {
  const auto classes = pixels_->classes(), columns = pixels_->columns();
  const auto of_ring = ring * (by_base_ ? classes + 1 : 1);
  const auto* land = pixels_->land().data();
  const auto* base = by_base_ ? pixels_->base().data() : nullptr;
  for (auto i = first; i < first + count;) {
    const auto begin = i++;
    while (i < first + count && land[i] == land[begin] && (base == nullptr || base[i] == base[begin])) ++i;
    if (land[begin] == classes) continue;
    const auto slot = (of_ring + (base == nullptr ? 0 : base[begin])) * classes + land[begin];
    touch(slot);
    runs_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i - begin),
                     static_cast<std::uint32_t>(slot * columns)});
  }
}

void RegionSums::add(std::size_t first, std::size_t count, std::size_t ring, std::int64_t area_mm2,
                     std::int64_t weight) {
  const auto most = static_cast<std::size_t>(pixels_->pixels_in_64_bits());
  for (; count > most; first += most, count -= most) add(first, most, ring, area_mm2, weight);
  const auto pixels = static_cast<std::int64_t>(count);
  if (area_mm2 != pending_area_mm2_ || weight != pending_weight_ ||
      pending_pixels_ + pixels > pixels_->pixels_in_64_bits())
    settle();
  pending_area_mm2_ = area_mm2;
  pending_weight_ = weight;
  pending_pixels_ += pixels;
  find_runs(first, count, ring);
}

/// Column by column over all runs, so that memory is read as it lies.
void RegionSums::add_pending_runs() {
  for (std::size_t column = 0; column < pixels_->columns(); ++column)
    if (!pixels_->column(column).empty())
      model::add_runs(runs_, pixels_->column(column), pixels_->squares(column),
                      std::span(pending_).subspan(column));
  runs_.clear();
}

/// Adds what is pending to the sums, with its area and weight.
void RegionSums::settle() {
  add_pending_runs();
  const auto columns = pixels_->columns();
  for (const auto at : touched_)
    for (auto i = at * columns; i < (at + 1) * columns; ++i) {
      auto& pending = pending_[i];
      if (pending.count == 0) continue;
      auto& sum = sums_[i];
      sum.count += pending.count;
      sum.weight += pending.count * pending_weight_;
      sum.npp += static_cast<model::Int128>(pending.values) * pending_weight_;
      sum.squares += static_cast<model::Int128>(pending.squares) * pending_weight_;
      sum.area += static_cast<model::Int128>(pending.count) * pending_area_mm2_;
      sum.products += static_cast<model::Int128>(pending.values) * pending_area_mm2_;
      pending = {};
    }
  pending_pixels_ = 0;
}

void RegionSums::flush(CellKind kind, std::int32_t group, CellTable& table) {
  settle();
  const auto classes = pixels_->classes();
  for (const auto at : touched_) {
    is_touched_[at] = 0;
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
