#include <functional>
#include <set>
#include <span>

#include "survey/archive/column_writer.h"
#include "survey/archive/mine_dimensions.h"

namespace minenpp::survey {

namespace {

using Value = std::function<double(const CellTally&)>;

/// The arrays of a tally over some cells: mean, spread, area, total, count.
void write_tallies(
    const SurveyResult& result, const std::vector<std::string>& dimensions,
    const std::function<void(std::size_t column, const std::function<void(const CellTally&)>&)>& each,
    const std::string& prefix, io::ArchiveGroup& group) {
  ColumnWriter writer(result, group);
  const auto numbers = [&](const Value& value) {
    return [&each, value](std::size_t column, std::vector<double>& out) {
      each(column, [&](const CellTally& tally) { out.push_back(value(tally)); });
    };
  };
  writer.write<double>(prefix + "npp_mean", dimensions, "g m-2 month-1", "g m-2 year-1",
                       "mean NPP over pixels", numbers([](const CellTally& t) { return t.mean(); }));
  writer.write<double>(prefix + "npp_standard_deviation", dimensions, "g m-2 month-1", "g m-2 year-1",
                       "standard deviation of NPP over pixels",
                       numbers([](const CellTally& t) { return t.standard_deviation(); }));
  writer.write<double>(prefix + "npp_total", dimensions, "t month-1", "t year-1", "carbon fixed, tC",
                       numbers([](const CellTally& t) { return t.total_tC(); }));
  writer.write<double>(prefix + "area", dimensions, "hm2", "hm2", "area of the pixels with a value",
                       numbers([](const CellTally& t) { return t.area_hm2(); }));
  writer.write<std::int64_t>(prefix + "count", dimensions, "1", "1", "pixels with a value",
                             [&each](std::size_t column, std::vector<std::int64_t>& out) {
                               each(column, [&](const CellTally& t) { out.push_back(t.count); });
                             });
}

/// Means of the rings of one kind and group in a year, ring 1 first.
model::RingDifferences differences(const SurveyRun& run, const CellTable& table, CellKind kind,
                                   std::int32_t group, std::size_t column) {
  std::vector<double> means;
  for (int ring = 1; ring <= run.catalogue.mines.breaks.count(); ++ring)
    means.push_back(table.sum(kind, group, ring, column).mean());
  return model::ring_differences(means);
}

void write_united(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto rings = run.catalogue.mines.breaks.count();
  write_tallies(
      result, {"ring", "year"},
      [&](std::size_t column, const std::function<void(const CellTally&)>& take) {
        for (int ring = 0; ring <= rings; ++ring)
          for (const auto& table : result.cells) take(table.sum(CellKind::united, 0, ring, column));
      },
      "united_", group);
  ColumnWriter writer(result, group);
  for (const bool inner : {true, false})
    writer.write<double>(inner ? "united_inner_difference" : "united_outer_difference", {"year"},
                         "g m-2 month-1", "g m-2 year-1",
                         inner ? "mean of ring 3 minus ring 1" : "mean of ring 5 minus ring 3",
                         [&, inner](std::size_t column, std::vector<double>& out) {
                           for (const auto& table : result.cells) {
                             const auto found = differences(run, table, CellKind::united, 0, column);
                             out.push_back(inner ? found.inner : found.outer);
                           }
                         });
}

void write_by_mine(const SurveyRun& run, const SurveyResult& result, CellKind kind, const std::string& prefix,
                   io::ArchiveGroup& group) {
  write_tallies(
      result, {"mine", "ring", "year"},
      [&](std::size_t column, const std::function<void(const CellTally&)>& take) {
        for (std::size_t mine = 1; mine <= result.mines.size(); ++mine)
          for (int ring = 0; ring <= run.catalogue.mines.breaks.count(); ++ring)
            for (const auto& table : result.cells)
              take(table.sum(kind, static_cast<std::int32_t>(mine), ring, column));
      },
      prefix, group);
}

}  // namespace

void write_cells_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  // A cell that exists in any year has a row in all.
  std::set<CellKey> keys;
  for (const auto& table : result.cells)
    for (const auto& [key, tallies] : table.cells_of(CellKind::zone)) keys.insert(key);
  std::vector<std::string> zones, kinds;
  std::vector<std::int32_t> classes, indices;
  for (const auto& key : keys) {
    const auto& zone = run.catalogue.zones[static_cast<std::size_t>(key.group)];
    zones.push_back(zone.name);
    kinds.push_back(kind_of(zone));
    indices.push_back(key.group);
    classes.push_back(key.land_class);
  }
  group.dimension("cell", static_cast<std::int64_t>(keys.size()));
  add_years(run, group);
  add_months(run, group);
  group.array("zone", {"cell"}, zones, {io::attribute("long_name", "zone of the cell")});
  group.array("kind", {"cell"}, kinds, {io::attribute("long_name", "kind of the zone")});
  group.array("zone_index", {"cell"}, indices, described("1", "place of the zone in the group zones"));
  group.array("land_class", {"cell"}, classes, described("1", "land-cover class code of the cell"));
  const CellTally nothing;
  // Every array asks for every cell and column.
  std::vector<std::span<const CellTally>> found;
  for (const auto& key : keys)
    for (const auto& table : result.cells) found.push_back(table.find(key));
  write_tallies(
      result, {"cell", "year"},
      [&](std::size_t column, const std::function<void(const CellTally&)>& take) {
        for (const auto& tallies : found) take(tallies.empty() ? nothing : tallies[column]);
      },
      "", group);
}

void write_rings_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  add_rings(run, group);
  add_years(run, group);
  add_months(run, group);
  add_mines(result, group);
  write_united(run, result, group);
  write_by_mine(run, result, CellKind::nearest, "nearest_", group);
  if (run.catalogue.mines.per_mine) write_by_mine(run, result, CellKind::per_mine, "per_mine_", group);
}

}  // namespace minenpp::survey
