#include "survey/run/table_memory.h"

#include <algorithm>

namespace minenpp::survey {

namespace {}  // namespace

std::int64_t npp_table_bytes(const SurveySize& size) {
  constexpr std::int64_t tally = 3 * 80, effects = 3 * 256;
  return count_of(size.zones + size.classes) * count_of(size.columns) *
         (tally + (size.effect_step > 0 ? effects : 0));
}

std::int64_t npp_result_bytes(const SurveySize& size) {
  constexpr std::int64_t tally = 64, effects = 3 * 80;
  return count_of(size.zones + size.classes) * count_of(size.columns) *
         (tally + (size.effect_step > 0 ? effects : 0));
}

std::int64_t change_table_bytes(const SurveySize& size) {
  constexpr std::int64_t class_sums = 6 * 32, means = 64, above = 8, trend_sums = 4 * 32;
  return count_of(size.zones) *
         (count_of(size.periods) * count_of(size.columns) * (class_sums + means) +
          count_of(size.years) * count_of(size.columns) * above + count_of(size.trend_columns) * trend_sums);
}

std::int64_t cell_bytes(const SurveySize& size) {
  constexpr std::int64_t cell = 88, key = 128, most_classes_of_a_zone = 5, classes_of_a_ring = 3;
  const auto of_zones = count_of(size.zones) * std::min(most_classes_of_a_zone, count_of(size.classes)),
             of_rings = count_of(size.mines * size.rings_of_a_mine) * classes_of_a_ring;
  return ((of_zones + 2 * of_rings) * count_of(size.years) + of_rings * count_of(size.periods)) *
         (key + cell * count_of(size.columns));
}

std::int64_t histogram_bytes(const SurveySize& size) {
  constexpr std::int64_t one = 16000, most = 100000;
  const auto all = count_of(size.zones) * count_of(size.columns) * count_of(size.years);
  return one * (all > most ? count_of(size.columns) * count_of(size.years) : all);
}

std::int64_t of_a_rank(std::int64_t tables, const RunShape& shape) {
  return std::min(tables, 2 * tables / shape.ranks);
}

}  // namespace minenpp::survey
