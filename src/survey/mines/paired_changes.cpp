#include "survey/mines/paired_changes.h"

#include <algorithm>

#include "survey/mines/paired_sums.h"

namespace minenpp::survey {

PairedChanges::PairedChanges(std::vector<ChangePeriod> periods, std::size_t years, std::size_t columns,
                             std::size_t rings)
    : tables(periods.size(), CellTable(columns)),
      periods_(std::move(periods)),
      rings_(rings),
      last_use_(years, 0),
      kept_(years) {
  for (const auto& period : periods_)
    last_use_[period.earlier] = std::max(last_use_[period.earlier], period.later);
}

void PairedChanges::add(std::size_t year, const RegionPixels& pixels, std::span<const std::uint8_t> far,
                        const BlockGrid& blocks, std::span<const RingRegion> regions) {
  Year present;
  if (!spare_.empty()) {
    present = std::move(spare_.back());
    spare_.pop_back();
  }
  present.pixels_in_64_bits = pixels.pixels_in_64_bits();
  present.values.resize(pixels.columns());
  const auto none = static_cast<std::uint8_t>(pixels.classes());
  present.land.assign(pixels.land().begin(), pixels.land().end());
  for (std::size_t i = 0; i < present.land.size(); ++i)
    if (far[i] == 0 || pixels.base()[i] != present.land[i]) present.land[i] = none;
  for (std::size_t column = 0; column < pixels.columns(); ++column) {
    const auto values = pixels.column(column);
    present.values[column].assign(values.begin(), values.end());
  }
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    if (periods_[i].later != year) continue;
    const auto& earlier = kept_[periods_[i].earlier];
    add_reference(earlier, present, pixels, blocks, tables[i]);
    add_regions(earlier, present, pixels, regions, tables[i]);
  }
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

void PairedChanges::add_reference(const Year& earlier, const Year& later, const RegionPixels& pixels,
                                  const BlockGrid& blocks, CellTable& table) const {
  const auto none = static_cast<std::uint8_t>(pixels.classes());
  PairedSums sums(earlier.values, later.values, pixels.classes(),
                  std::min(earlier.pixels_in_64_bits, later.pixels_in_64_bits));
  blocks.for_each(
      pixels.window(),
      [&](std::size_t first, std::size_t count) {
        for (auto pixel = first; pixel < first + count;) {
          const auto begin = pixel++;
          const auto land = later.land[begin];
          const auto is_member = [&](std::size_t i) {
            return later.land[i] == land && earlier.land[i] == land;
          };
          if (land == none || !is_member(begin)) continue;
          while (pixel < first + count && is_member(pixel)) ++pixel;
          sums.add(begin, pixel - begin, land);
        }
      },
      [&](std::int32_t block) {
        sums.flush(
            [&](std::size_t land) {
              return CellKey{CellKind::block, block, 0, pixels.code(land), 0};
            },
            table);
      });
}

void PairedChanges::add_regions(const Year& earlier, const Year& later, const RegionPixels& pixels,
                                std::span<const RingRegion> regions, CellTable& table) const {
  const auto classes = pixels.classes(), bases = classes + 1;  // one more for pixels without a class
  PairedSums sums(earlier.values, later.values, rings_ * bases,
                  std::min(earlier.pixels_in_64_bits, later.pixels_in_64_bits));
  const auto base = pixels.base();
  for (const auto& region : regions) {
    for (const auto& run : region.runs)
      for (std::size_t pixel = run.first, end = pixel + run.count; pixel < end;) {
        const auto begin = pixel++;
        while (pixel < end && base[pixel] == base[begin]) ++pixel;
        sums.add(begin, pixel - begin, run.ring * bases + base[begin]);
      }
    const auto key_of = [&](std::size_t part) {
      const auto of_base = part % bases;
      return CellKey{region.kind, region.group, static_cast<std::int32_t>(part / bases),
                     of_base < classes ? pixels.code(of_base) : 0, 0};
    };
    sums.flush(key_of, table);
  }
}

}  // namespace minenpp::survey
