#include "survey/statistics/class_areas.h"

#include "model/stats/mean_change.h"
#include "model/stats/span_counts.h"
#include "survey/statistics/sum_integers.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {

void ClassAreas::add(const ZoneList& zones, const model::Grid& grid, const model::Window& window,
                     std::span<const std::uint8_t> codes, std::size_t column) {
  const auto cols = static_cast<std::size_t>(window.cols);
  std::vector<std::int64_t> area_mm2;
  for (std::int64_t row = 0; row < window.rows; ++row)
    area_mm2.push_back(pixel_area_mm2(grid, window.row + row));
  // Rows of one area are counted at once.
  for (std::size_t row = 0, next = 0; row < area_mm2.size(); row = next) {
    while (next < area_mm2.size() && area_mm2[next] == area_mm2[row]) ++next;
    add_span(codes, row * cols, next * cols, area_mm2[row], 0, column);
  }
  for (const auto zone : zones.near(window))
    zones[zone].for_each_run(window, [&](const ZoneRun& run) {
      const auto first = run.first_in(window);
      const auto area = run.area_mm2(area_mm2[static_cast<std::size_t>(run.row - window.row)]);
      add_span(codes, first, first + run.pixels(), area, zone, column);
    });
}

void ClassAreas::add_span(std::span<const std::uint8_t> codes, std::size_t begin, std::size_t end,
                          std::int64_t area_mm2, std::size_t zone, std::size_t column) {
  counts_.assign(classes_, 0);
  model::count_codes(codes.subspan(begin, end - begin), counts_);
  for (std::size_t i = 0; i < classes_; ++i)
    if (counts_[i] > 0)
      sums_.at(zone, column * classes_ + i).add_raw(static_cast<model::Int128>(counts_[i]) * area_mm2);
}

double ClassAreas::share_percent(std::size_t zone, std::size_t column, std::size_t code) const {
  model::ExactSum all;
  for (std::size_t any = 1; any <= classes_; ++any) all.add(area_m2(zone, column, any));
  return model::percent_of(area_m2(zone, column, code).value(), all.value());
}

std::vector<std::int64_t> ClassAreas::to_integers() const {
  return sums_.to_integers(3, append_limbs);
}

void ClassAreas::add_integers(std::span<const std::int64_t> integers) {
  sums_.add_integers(
      integers, 3, [](model::ExactSum& sum, std::span<const std::int64_t> limbs) { add_limbs(limbs, sum); });
}

}  // namespace minenpp::survey
