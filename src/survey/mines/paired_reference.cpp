#include "survey/mines/paired_reference.h"

#include <algorithm>

namespace minenpp::survey {

PairedReference::PairedReference(std::vector<ChangePeriod> periods, std::size_t years, std::size_t columns)
    : tables(periods.size(), CellTable(columns)),
      periods_(std::move(periods)),
      last_use_(years, 0),
      kept_(years) {
  for (const auto& period : periods_)
    last_use_[period.earlier] = std::max(last_use_[period.earlier], period.later);
}

void PairedReference::add(std::size_t year, const RegionPixels& pixels, std::span<const std::uint8_t> far,
                          const BlockGrid& blocks) {
  Year present;
  if (!spare_.empty()) {
    present = std::move(spare_.back());
    spare_.pop_back();
  }
  present.values.resize(pixels.columns());
  const auto none = static_cast<std::uint8_t>(pixels.classes());
  present.land.assign(pixels.land().begin(), pixels.land().end());
  for (std::size_t i = 0; i < present.land.size(); ++i)
    if (far[i] == 0 || pixels.base()[i] != present.land[i]) present.land[i] = none;
  for (std::size_t column = 0; column < pixels.columns(); ++column) {
    const auto values = pixels.column(column);
    present.values[column].assign(values.begin(), values.end());
  }
  for (std::size_t i = 0; i < periods_.size(); ++i)
    if (periods_[i].later == year) add_period(kept_[periods_[i].earlier], present, pixels, blocks, tables[i]);
  const auto let_go = [&](Year& last) {
    if (!last.land.empty()) spare_.push_back(std::move(last));
    last = {};
  };
  for (std::size_t earlier = 0; earlier < year; ++earlier)
    if (last_use_[earlier] <= year) let_go(kept_[earlier]);
  if (last_use_[year] > year)
    kept_[year] = std::move(present);
  else
    let_go(present);
}

void PairedReference::add_period(const Year& earlier, const Year& later, const RegionPixels& pixels,
                                 const BlockGrid& blocks, CellTable& table) const {
  const auto classes = pixels.classes(), columns = pixels.columns();
  struct Sum {
    std::int64_t count = 0;
    model::Int128 difference = 0;
  };
  std::vector<Sum> sums(classes * columns);
  std::vector<std::size_t> members;
  blocks.for_each(
      pixels.window(),
      [&](std::size_t first, std::size_t count) {
        members.clear();
        for (auto pixel = first; pixel < first + count; ++pixel)
          if (later.land[pixel] != classes && earlier.land[pixel] == later.land[pixel])
            members.push_back(pixel);
        for (std::size_t column = 0; column < columns; ++column) {
          const auto &before = earlier.values[column], &after = later.values[column];
          if (before.empty() || after.empty()) continue;
          for (const auto pixel : members) {
            if (before[pixel] == RegionPixels::no_value || after[pixel] == RegionPixels::no_value) continue;
            auto& sum = sums[later.land[pixel] * columns + column];
            ++sum.count;
            sum.difference += after[pixel] - before[pixel];
          }
        }
      },
      [&](std::int32_t block) {
        for (std::size_t land = 0; land < classes; ++land)
          for (std::size_t column = 0; column < columns; ++column) {
            auto& sum = sums[land * columns + column];
            if (sum.count == 0) continue;
            auto& tally = table.at({CellKind::block, block, 0, pixels.code(land), 0})[column];
            tally.count += sum.count;
            tally.weight += sum.count;
            tally.npp.add_raw(sum.difference);
            sum = {};
          }
      });
}

}  // namespace minenpp::survey
