#include "survey/statistics/change_tally.h"

#include <algorithm>
#include <cmath>

#include "mpi/exact_reduce.h"
#include "survey/npp/class_lookup.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {

using model::ExactSum;
using model::Int128;

namespace {

/// Membership of class codes, looked up a pixel.
class CodeSet {
 public:
  explicit CodeSet(const std::vector<int>& codes) {
    for (const int code : codes) holds_.at(static_cast<std::size_t>(code)) = true;
  }
  [[nodiscard]] bool has(std::uint8_t code) const { return holds_[code]; }

 private:
  std::array<bool, 256> holds_{};
};

void add_area(ExactSum& sum, std::int64_t pixels, std::int64_t area_mm2) {
  sum.add_raw(static_cast<Int128>(pixels) * area_mm2);
}

void add_new_land(const model::Grid& grid, const ChangeRules& rules, const TileInputs& earlier,
                  const TileInputs& later, PeriodTally& period) {
  const CodeSet mined(rules.mined_classes), reclaimed(rules.reclaimed_classes);
  const auto& window = later.window;
  for (std::int64_t row = 0; row < window.rows; ++row) {
    std::int64_t newly_mined = 0, newly_reclaimed = 0;
    for (std::int64_t col = 0; col < window.cols; ++col) {
      const auto pixel = static_cast<std::size_t>(row * window.cols + col);
      const auto before = earlier.classes[pixel], after = later.classes[pixel];
      if (before == no_class || after == no_class) continue;
      newly_mined += mined.has(after) && !mined.has(before) ? 1 : 0;
      newly_reclaimed += reclaimed.has(after) && !reclaimed.has(before) ? 1 : 0;
    }
    const auto area = pixel_area_mm2(grid, window.row + row);
    add_area(period.newly_mined_m2, newly_mined, area);
    add_area(period.newly_reclaimed_m2, newly_reclaimed, area);
  }
}

void add_classes(const model::Grid& grid, const model::ChangeLimits& limits, const model::Window& window,
                 const std::vector<double>& before, const std::vector<double>& after,
                 PeriodTally::ByClass& area) {
  for (std::int64_t row = 0; row < window.rows; ++row) {
    std::array<std::int64_t, model::change_classes + 1> pixels{};
    const auto first = static_cast<std::size_t>(row * window.cols);
    for (std::size_t i = first; i < first + static_cast<std::size_t>(window.cols); ++i)
      ++pixels[static_cast<std::size_t>(model::change_class(after[i] - before[i], limits))];
    const auto row_area = pixel_area_mm2(grid, window.row + row);
    for (std::size_t change = 1; change < pixels.size(); ++change)
      add_area(area[change - 1], pixels[change], row_area);
  }
}

}  // namespace

ChangeTables::ChangeTables(std::size_t zones, std::size_t year_count, std::size_t month_count)
    : periods(year_count < 2 ? 0 : year_count - 1),
      above_mean(zones * year_count * month_count, 0),
      years(year_count),
      months(month_count) {
  for (auto& period : periods) period.change_area_m2.resize(month_count);
}

void ChangeTables::reduce(const mpi::Communicator& ranks) {
  std::vector<ExactSum> sums;
  for (const auto& period : periods) {
    for (const auto& month : period.change_area_m2) sums.insert(sums.end(), month.begin(), month.end());
    sums.insert(sums.end(), {period.newly_mined_m2, period.newly_reclaimed_m2});
  }
  mpi::all_reduce_sum(ranks, std::span(sums));
  auto next = sums.begin();
  for (auto& period : periods) {
    for (auto& month : period.change_area_m2)
      for (auto& sum : month) sum = *next++;
    period.newly_mined_m2 = *next++;
    period.newly_reclaimed_m2 = *next++;
  }
  ranks.all_reduce(above_mean, mpi::Reduction::sum);
}

void add_change(const model::Grid& grid, const ChangeRules& rules, const std::vector<int>& months,
                const TileInputs& earlier, const NppTile& earlier_npp, const TileInputs& later,
                const NppTile& later_npp, PeriodTally& period) {
  add_new_land(grid, rules, earlier, later, period);
  for (std::size_t i = 0; i < months.size(); ++i) {
    const auto month = static_cast<std::size_t>(months[i] - 1);
    if (earlier_npp.npp[month].empty() || later_npp.npp[month].empty()) continue;
    add_classes(grid, rules.limits, later.window, earlier_npp.npp[month], later_npp.npp[month],
                period.change_area_m2[i]);
  }
}

void add_above_mean(const std::vector<Zone>& zones, const model::Window& window,
                    const std::vector<double>& npp, const NppTally& area, std::size_t year, std::size_t month,
                    ChangeTables& tables) {
  if (area.count == 0) return;
  const auto above = [&](double value) {
    return !std::isnan(value) && static_cast<Int128>(ExactSum::fixed(value)) * area.count > area.npp.raw();
  };
  for (std::size_t zone = 1; zone < zones.size(); ++zone)
    zones[zone].pixels.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      const auto first = static_cast<std::size_t>((row - window.row) * window.cols + begin - window.col);
      for (std::size_t i = first; i < first + static_cast<std::size_t>(end - begin); ++i)
        if (above(npp[i])) ++tables.above(zone, year, month);
    });
}

}  // namespace minenpp::survey
