#include "survey/statistics/difference_means.h"

#include "model/stats/span_counts.h"
#include "survey/statistics/sum_integers.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t tally_integers = 5;

}  // namespace

void DifferenceMeans::add(const ZoneList& zones, const model::Window& window,
                          std::span<const double> difference, std::size_t column) {
  fixed_.resize(difference.size());
  model::fix_values(difference, fixed_);
  add(0, column, tally_of(0, fixed_.size(), 1));
  for (const auto zone : zones.near(window))
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      const auto first = run.first_in(window);
      add(zone, column, tally_of(first, first + run.pixels(), run.part));
    });
}

DifferenceMeans::Tally DifferenceMeans::tally_of(std::size_t begin, std::size_t end,
                                                 std::int64_t weight) const {
  const auto [count, sum] = model::sum_of_fixed(std::span(fixed_).subspan(begin, end - begin));
  Tally tally{count, count * weight, {}};
  tally.sum.add_raw(sum * weight);
  return tally;
}

void DifferenceMeans::add(std::size_t zone, std::size_t column, const Tally& more) {
  if (more.count == 0) return;
  auto& tally = tallies_.at(zone, column);
  tally.count += more.count;
  tally.weight += more.weight;
  tally.sum.add(more.sum);
}

std::vector<std::int64_t> DifferenceMeans::to_integers() const {
  return tallies_.to_integers(tally_integers, [](const Tally& tally, std::vector<std::int64_t>& integers) {
    integers.insert(integers.end(), {tally.count, tally.weight});
    append_limbs(tally.sum, integers);
  });
}

void DifferenceMeans::add_integers(std::span<const std::int64_t> integers) {
  tallies_.add_integers(integers, tally_integers, [](Tally& tally, std::span<const std::int64_t> more) {
    tally.count += more[0];
    tally.weight += more[1];
    add_limbs(more.subspan(2), tally.sum);
  });
}

}  // namespace minenpp::survey
