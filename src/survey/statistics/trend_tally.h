#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/stats/linear_trend.h"
#include "model/stats/mann_kendall.h"
#include "model/stats/trend_class.h"
#include "mpi/root_tables.h"
#include "survey/catalogue/trend_rules.h"
#include "survey/statistics/class_areas.h"
#include "survey/statistics/tally_columns.h"
#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {

/// The columns of a tally (by index) whose series have trends: the annual sum in full-year surveys, each
/// surveyed month otherwise.
[[nodiscard]] std::vector<std::size_t> trend_columns(const TallyColumns& columns);

/// All there is to say of the trend of one series.
struct SeriesTrend {
  model::LinearTrend line;
  double sen_slope = 0;
  model::MannKendall test;  ///< of the pre-whitened series where the rules say so
  model::TrendClass trend = model::TrendClass::none;
};

/// `times`: trend_times; `values`: one a year, NaN = no data. Below three values everything but the counts is
/// NaN.
[[nodiscard]] SeriesTrend series_trend(const TrendRules& rules, std::span<const double> times,
                                       std::span<const double> values);

/// Trends of the mean NPP of groups over the surveyed years: group by group, within each the columns.
/// `table_of(year)`: the table of a year, whose groups (zones or classes) are the same in all years.
template <typename TableOf>
[[nodiscard]] std::vector<SeriesTrend> group_trends(const TrendRules& rules, std::span<const double> times,
                                                    std::span<const std::size_t> columns, std::size_t groups,
                                                    const TableOf& table_of) {
  std::vector<SeriesTrend> trends;
  std::vector<double> means(times.size());
  for (std::size_t group = 0; group < groups; ++group)
    for (const auto column : columns) {
      for (std::size_t year = 0; year < times.size(); ++year)
        means[year] = table_of(year).at(group, column).mean();
      trends.push_back(series_trend(rules, times, means));
    }
  return trends;
}

/// Sums of the pixel pass: area by class of trend, of zone and column of trend_columns.
struct TrendTables {
  ClassAreas areas;

  TrendTables() = default;
  TrendTables(std::size_t zones, std::size_t columns) : areas(zones, columns, model::trend_classes) {}

  /// Collective: sums over the ranks, on the root; the others keep their own.
  void reduce(const mpi::Communicator& ranks) {
    mpi::gather_on_root(
        ranks, [&] { return areas.to_integers(); }, [&](auto others) { areas.add_integers(others); });
  }
};

}  // namespace minenpp::survey
