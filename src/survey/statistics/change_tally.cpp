#include "survey/statistics/change_tally.h"

#include <limits>

#include "model/stats/span_counts.h"
#include "mpi/root_tables.h"
#include "survey/npp/class_lookup.h"
#include "survey/npp/class_set.h"
#include "survey/statistics/integer_lists.h"
#include "survey/statistics/sum_integers.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {

using model::ExactSum;
using model::Int128;

namespace {

void add_area(ExactSum& sum, std::int64_t pixels, std::int64_t area_mm2) {
  sum.add_raw(static_cast<Int128>(pixels) * area_mm2);
}

std::vector<ExactSum> sums_of(const std::vector<PeriodTally>& periods) {
  std::vector<ExactSum> sums;
  for (const auto& period : periods)
    sums.insert(sums.end(), {period.newly_mined_m2, period.newly_reclaimed_m2});
  return sums;
}

void set_sums(const std::vector<ExactSum>& sums, std::vector<PeriodTally>& periods) {
  auto next = sums.begin();
  for (auto& period : periods) {
    period.newly_mined_m2 = *next++;
    period.newly_reclaimed_m2 = *next++;
  }
}

}  // namespace

ChangeTables::ChangeTables(std::size_t zones, std::size_t year_count, std::size_t period_count,
                           const TallyColumns& tally_columns)
    : periods(period_count),
      classes(zones, period_count * tally_columns.months.size(), model::change_classes),
      means(zones, period_count * tally_columns.count()),
      above_mean(zones, year_count * tally_columns.months.size()),
      months(tally_columns.months.size()),
      columns(tally_columns.count()) {}

void ChangeTables::reduce(const mpi::Communicator& ranks) {
  mpi::gather_on_root(
      ranks, [&] { return to_integers(); }, [&](auto others) { add_integers(others); });
}

std::vector<std::int64_t> ChangeTables::to_integers() const {
  IntegerLists lists;
  lists.put(limbs_of(sums_of(periods)));
  lists.put(classes.to_integers());
  lists.put(means.to_integers());
  lists.put(above_mean.to_integers(
      1, [](std::int64_t weight, std::vector<std::int64_t>& integers) { integers.push_back(weight); }));
  return lists.take_all();
}

void ChangeTables::add_integers(std::span<const std::int64_t> integers) {
  IntegerListReader lists(integers);
  auto sums = sums_of(periods);
  add_limbs(lists.next(), sums);
  set_sums(sums, periods);
  classes.add_integers(lists.next());
  means.add_integers(lists.next());
  above_mean.add_integers(lists.next(), 1, [](std::int64_t& weight, std::span<const std::int64_t> more) {
    weight += more.front();
  });
  lists.expect_end();
}

void add_new_land(const model::Grid& grid, const ChangeRules& rules, const model::Window& window,
                  const std::vector<std::uint8_t>& earlier, const std::vector<std::uint8_t>& later,
                  PeriodTally& period) {
  const ClassSet mined(rules.mined_classes), reclaimed(rules.reclaimed_classes);
  for (std::int64_t row = 0; row < window.rows; ++row) {
    std::int64_t newly_mined = 0, newly_reclaimed = 0;
    for (std::int64_t col = 0; col < window.cols; ++col) {
      const auto pixel = static_cast<std::size_t>(row * window.cols + col);
      const auto before = earlier[pixel], after = later[pixel];
      if (before == no_class || after == no_class) continue;
      newly_mined += mined.has(after) && !mined.has(before) ? 1 : 0;
      newly_reclaimed += reclaimed.has(after) && !reclaimed.has(before) ? 1 : 0;
    }
    const auto area = pixel_area_mm2(grid, window.row + row);
    add_area(period.newly_mined_m2, newly_mined, area);
    add_area(period.newly_reclaimed_m2, newly_reclaimed, area);
  }
}

void compare(const std::vector<double>& earlier, const std::vector<double>& later,
             const model::ChangeLimits* limits, ChangeLayer& layer) {
  layer.difference.resize(later.size());
  layer.classes.resize(limits ? later.size() : 0);
  model::subtract(later, earlier, layer.difference);
  if (!limits) return;
  model::change_classes_of(layer.difference, *limits, layer.classes);
}

void add_above_mean(const ZoneList& zones, const model::Window& window, std::span<const std::int64_t> npp,
                    const NppTally& area, std::size_t year, std::size_t month, ChangeTables& tables) {
  if (area.count == 0) return;
  // Whole numbers: above sum / count is above its floor.
  const auto quotient = area.npp.raw() / area.count;
  const auto mean = static_cast<std::int64_t>(quotient - (quotient * area.count > area.npp.raw() ? 1 : 0));
  static_assert(model::no_fixed == std::numeric_limits<std::int64_t>::min(), "no data is above nothing");
  for (const auto zone : zones.near(window))
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      const auto first = run.first_in(window);
      if (const auto pixels = model::count_above(npp.subspan(first, run.pixels()), mean); pixels > 0)
        tables.above_mean.at(zone, year * tables.months + month) += pixels * run.part;
    });
}

}  // namespace minenpp::survey
