#include "survey/statistics/tile_tally.h"

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
      row_sums_(class_codes.size()) {
  for (std::size_t i = 0; i < class_codes.size(); ++i)
    index_of_code_.at(static_cast<std::size_t>(class_codes[i])) = static_cast<int>(i);
}

void TileTally::add(const TileInputs& inputs, const NppTile& tile, NppTables& tables) {
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
  for (std::int64_t row = 0; row < window.rows; ++row)
    add_row_by_class(inputs, row, column, pixel_area_mm2(grid_, window.row + row), tables);

  for (const auto zone : zones_->near(window))
    (*zones_)[zone].for_each_run(window, [&](const ZoneRun& run) {
      RowSum sum;
      const auto first = run.first_in(window);
      for (std::size_t i = first; i < first + run.pixels(); ++i) {
        if (fixed_[i] == model::no_fixed) continue;
        ++sum.count;
        sum.npp += fixed_[i];
      }
      tables.zones.at(zone, column)
          .add_row(sum.count, sum.npp, run.area_mm2(pixel_area_mm2(grid_, run.row)), run.part);
    });
}

void TileTally::add_row_by_class(const TileInputs& inputs, std::int64_t row, std::size_t column,
                                 std::int64_t area_mm2, NppTables& tables) {
  row_sums_.assign(row_sums_.size(), {});
  const auto first = static_cast<std::size_t>(row * inputs.window.cols);
  for (std::size_t i = first; i < first + static_cast<std::size_t>(inputs.window.cols); ++i) {
    if (fixed_[i] == model::no_fixed) continue;
    auto& sum = row_sums_[static_cast<std::size_t>(index_of_code_[inputs.classes[i]])];
    ++sum.count;
    sum.npp += fixed_[i];
  }
  RowSum all;
  for (std::size_t index = 0; index < row_sums_.size(); ++index) {
    tables.classes.at(index, column).add_row(row_sums_[index].count, row_sums_[index].npp, area_mm2);
    all.count += row_sums_[index].count;
    all.npp += row_sums_[index].npp;
  }
  tables.zones.at(0, column).add_row(all.count, all.npp, area_mm2);
}

}  // namespace minenpp::survey
