#include "survey/statistics/tile_tally.h"

#include <algorithm>

#include "model/stats/span_counts.h"

namespace minenpp::survey {

std::int64_t pixel_area_mm2(const model::Grid& grid, std::int64_t row) {
  return model::ExactSum::fixed(grid.pixel_area_m2(row));
}

TileTally::TileTally(const model::Grid& grid, const std::vector<int>& class_codes, const ZoneList& zones,
                     TallyColumns columns)
    : grid_(grid),
      zones_(&zones),
      columns_(std::move(columns)),
      index_of_code_(256, -1),
      classes_(class_codes.size()) {
  for (std::size_t i = 0; i < class_codes.size(); ++i)
    index_of_code_.at(static_cast<std::size_t>(class_codes[i])) = static_cast<int>(i);
}

void TileTally::add(const TileInputs& inputs, const NppTile& tile, NppTables& tables) {
  find_runs(inputs);
  for (std::size_t i = 0; i < columns_.months.size(); ++i) {
    const auto& npp = tile.npp[static_cast<std::size_t>(columns_.months[i] - 1)];
    if (!npp.empty()) add_column(inputs, npp, i, tables);
  }
  if (columns_.annual && !tile.annual.empty())
    add_column(inputs, tile.annual, columns_.months.size(), tables);
}

void TileTally::add_column(const TileInputs& inputs, const std::vector<double>& npp, std::size_t column,
                           NppTables& tables) {
  fixed_.resize(npp.size());
  model::fix_values(npp, fixed_);

  const auto& window = inputs.window;
  add_classes(window, column, tables);
  for (const auto zone : zones_->near(window))
    (*zones_)[zone].for_each_run(window, [&](const ZoneRun& run) {
      const auto [count, sum] =
          model::sum_of_fixed(std::span(fixed_).subspan(run.first_in(window), run.pixels()));
      if (count == 0) return;
      tables.zones.at(zone, column)
          .add_row(count, static_cast<std::int64_t>(sum), run.area_mm2(pixel_area_mm2(grid_, run.row)),
                   run.part);
    });
}

void TileTally::find_runs(const TileInputs& inputs) {
  constexpr std::int64_t most_pixels = 65536;
  const auto& window = inputs.window;
  runs_.clear();
  sums_.clear();
  if (window.empty()) return;
  rows_of_block_ = grid_.geographic() ? 1 : std::max<std::int64_t>(1, most_pixels / window.cols);
  for (std::int64_t row = 0; row < window.rows; ++row) {
    const auto block = static_cast<std::size_t>(row / rows_of_block_) * classes_;
    auto at = static_cast<std::size_t>(row * window.cols);
    const auto end = at + static_cast<std::size_t>(window.cols);
    while (at < end) {
      const auto first = at;
      while (at < end && inputs.classes[at] == inputs.classes[first]) ++at;
      if (const auto index = index_of_code_[inputs.classes[first]]; index >= 0)
        runs_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(at - first),
                         static_cast<std::uint32_t>(block + static_cast<std::size_t>(index))});
    }
  }
  const auto blocks = static_cast<std::size_t>((window.rows + rows_of_block_ - 1) / rows_of_block_);
  sums_.resize(blocks * classes_);
}

void TileTally::add_classes(const model::Window& window, std::size_t column, NppTables& tables) {
  std::ranges::fill(sums_, model::RunSums{});
  model::add_runs(runs_, fixed_, fixed_, sums_);  // there are no squares, and nobody looks at their sum
  for (std::size_t block = 0; block * classes_ < sums_.size(); ++block) {
    const auto row = window.row + static_cast<std::int64_t>(block) * rows_of_block_;
    const auto area_mm2 = pixel_area_mm2(grid_, row);
    for (std::size_t index = 0; index < classes_; ++index) {
      const auto& sum = sums_[block * classes_ + index];
      if (sum.count == 0) continue;
      tables.classes.at(index, column).add_row(sum.count, sum.values, area_mm2);
      tables.zones.at(0, column).add_row(sum.count, sum.values, area_mm2);
    }
  }
}

}  // namespace minenpp::survey
