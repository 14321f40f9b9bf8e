#include "survey/statistics/class_areas.h"

#include <algorithm>
#include <array>

#include "model/stats/mean_change.h"
#include "survey/statistics/sum_integers.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {

namespace {

/// How many pixels have each code; those from Codes - 1 on count together.
template <std::size_t Codes>
std::array<std::int64_t, Codes> count_codes(std::span<const std::uint8_t> codes) {
  // Neighbours mostly share a class: in one table each addition would wait for the one before.
  constexpr std::size_t tables = 4;
  std::array<std::array<std::uint32_t, Codes>, tables> counts{};
  const auto count = [&](std::size_t i) { ++counts[i % tables][std::min<std::size_t>(codes[i], Codes - 1)]; };
  std::size_t i = 0;
  for (; i + tables <= codes.size(); i += tables)
    for (std::size_t table = 0; table < tables; ++table) count(i + table);
  for (; i < codes.size(); ++i) count(i);
  std::array<std::int64_t, Codes> all;
  for (std::size_t code = 0; code < Codes; ++code)
    all[code] = std::int64_t{counts[0][code]} + counts[1][code] + counts[2][code] + counts[3][code];
  return all;
}

}  // namespace

void ClassAreas::add(const ZoneList& zones, const model::Grid& grid, const model::Window& window,
                     std::span<const std::uint8_t> codes, std::size_t column) {
  const auto cols = static_cast<std::size_t>(window.cols);
  std::vector<std::int64_t> area_mm2;
  for (std::int64_t row = 0; row < window.rows; ++row) {
    area_mm2.push_back(pixel_area_mm2(grid, window.row + row));
    const auto first = static_cast<std::size_t>(row) * cols;
    add_span(codes, first, first + cols, area_mm2.back(), 0, column);
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
  const auto part = codes.subspan(begin, end - begin);
  // Emptying a table for all codes would cost more than a short run.
  constexpr std::size_t few = 16;
  if (classes_ < few - 1)
    add_counts(count_codes<few>(part), area_mm2, zone, column);
  else
    add_counts(count_codes<256>(part), area_mm2, zone, column);
}

void ClassAreas::add_counts(std::span<const std::int64_t> pixels, std::int64_t area_mm2, std::size_t zone,
                            std::size_t column) {
  for (std::size_t code = 1; code <= classes_; ++code)
    if (pixels[code] > 0)
      sums_[(zone * columns_ + column) * classes_ + code - 1].add_raw(
          static_cast<model::Int128>(pixels[code]) * area_mm2);
}

double ClassAreas::share_percent(std::size_t zone, std::size_t column, std::size_t code) const {
  model::ExactSum all;
  for (std::size_t any = 1; any <= classes_; ++any) all.add(area_m2(zone, column, any));
  return model::percent_of(area_m2(zone, column, code).value(), all.value());
}

std::vector<std::int64_t> ClassAreas::to_integers() const {
  return limbs_of(sums_);
}

void ClassAreas::add_integers(std::span<const std::int64_t> integers) {
  add_limbs(integers, sums_);
}

}  // namespace minenpp::survey
