#include <functional>
#include <map>

#include "survey/archive/column_writer.h"
#include "survey/archive/mine_dimensions.h"
#include "survey/mines/mine_effects.h"

namespace minenpp::survey {

namespace {

/// The native class that a reclaimed one shares its bounds with; 0 where there is no single one.
int native_class(const Catalogue& catalogue, int reclaimed) {
  for (const auto& land_class : catalogue.classes)
    if (land_class.code == reclaimed && land_class.bounds_classes.size() == 1)
      return land_class.bounds_classes.front();
  return 0;
}

void write_references(const SurveyResult& result, const MineEffects& effects, io::ArchiveGroup& group) {
  const std::vector<std::int32_t> classes(effects.reference_classes().begin(),
                                          effects.reference_classes().end());
  group.dimension(
      "reference_class", classes,
      {io::attribute("long_name", "class of land beyond the reference distance from every mine")});
  ColumnWriter writer(result, group);
  const auto each = [&](const std::function<double(const ReferenceMean&)>& value) {
    return [&, value](std::size_t column, std::vector<double>& out) {
      for (const int code : effects.reference_classes())
        for (std::size_t year = 0; year < result.cells.size(); ++year)
          out.push_back(value(effects.reference(year, column, code)));
    };
  };
  writer.write<double>("reference_npp", {"reference_class", "year"}, "g m-2 month-1", "g m-2 year-1",
                       "mean NPP of the reference land", each([](const ReferenceMean& m) { return m.mean; }));
  writer.write<double>("reference_npp_se", {"reference_class", "year"}, "g m-2 month-1", "g m-2 year-1",
                       "standard error of reference_npp by block bootstrap",
                       each([](const ReferenceMean& m) { return m.standard_error; }));
  writer.write<double>("reference_count", {"reference_class", "year"}, "1", "1",
                       "pixels of the reference land",
                       each([](const ReferenceMean& m) { return static_cast<double>(m.count); }));
}

void write_ledger_line(const SurveyResult& result, const std::vector<std::vector<MineLedger>>& ledgers,
                       const std::string& name, const std::string& long_name, LedgerLine MineLedger::*line,
                       io::ArchiveGroup& group) {
  ColumnWriter writer(result, group);
  const auto each = [&](const std::function<double(const LedgerLine&)>& value) {
    return [&, value](std::size_t column, std::vector<double>& out) {
      for (const auto& ledger : ledgers[column]) out.push_back(value(ledger.*line));
    };
  };
  const std::vector<std::string> dimensions{"mine", "year"};
  writer.write<double>(name, dimensions, "t month-1", "t year-1", long_name + ", tC",
                       each([](const LedgerLine& l) { return l.carbon_t; }));
  writer.write<double>(name + "_se", dimensions, "t month-1", "t year-1", "standard error of " + name,
                       each([](const LedgerLine& l) { return l.standard_error_t; }));
  writer.write<double>(name + "_area", dimensions, "hm2", "hm2", "area that " + name + " is counted over",
                       each([](const LedgerLine& l) { return l.area_hm2; }));
  writer.write<double>(name + "_pixels", dimensions, "1", "1", "pixels that " + name + " is counted over",
                       each([](const LedgerLine& l) { return static_cast<double>(l.pixels); }));
}

}  // namespace

void write_ledger_group(const SurveyRun& run, const SurveyResult& result, const MineEffects& effects,
                        io::ArchiveGroup& group) {
  add_mines(result, group);
  add_years(run, group);
  add_months(run, group);
  write_references(result, effects, group);
  std::vector<std::vector<MineLedger>> ledgers(result.columns.count());
  for (std::size_t column = 0; column < ledgers.size(); ++column)
    for (std::size_t mine = 1; mine <= result.mines.size(); ++mine)
      for (std::size_t year = 0; year < result.cells.size(); ++year) {
        const auto number = static_cast<std::int32_t>(mine);
        const auto& of_list = result.mines.of_number(number);
        ledgers[column].push_back(effects.ledger(
            number, year, column,
            {of_list.selected, is_outlined(run.catalogue, of_list, run.catalogue.years[year].year)}));
      }
  write_ledger_line(result, ledgers, "direct",
                    "inside the mine, as if nothing were reclaimed, less the reference", &MineLedger::direct,
                    group);
  write_ledger_line(result, ledgers, "indirect",
                    "in the rings nearest to the mine less the reference; no data of mines that "
                    "rings.mines leaves out",
                    &MineLedger::indirect, group);
  write_ledger_line(result, ledgers, "reclamation", "reclaimed land less the mine's unreclaimed land",
                    &MineLedger::reclamation, group);
  write_ledger_line(result, ledgers, "net", "direct, indirect and reclamation together", &MineLedger::net,
                    group);
  ColumnWriter(result, group)
      .write<double>(
          "cumulative", {"mine", "year"}, "t", "t",
          "net of this and all earlier surveyed years together, tC; years between them are not in it",
          [&](std::size_t column, std::vector<double>& out) {
            double total = 0;
            for (std::size_t i = 0; i < ledgers[column].size(); ++i) {
              if (i % result.cells.size() == 0) total = 0;
              total += ledgers[column][i].net.carbon_t;
              out.push_back(total);
            }
          });
}

/// Reclaimed land by years since it was reclaimed, class and mine: one row a combination that exists, all
/// surveyed years together.
void write_recovery_group(const SurveyRun& run, const SurveyResult& result, const MineEffects& effects,
                          io::ArchiveGroup& group) {
  std::map<CellKey, std::vector<std::size_t>> rows;  // key -> years in which it has pixels
  for (std::size_t year = 0; year < result.cells.size(); ++year)
    for (const auto& [key, tallies] : result.cells[year].cells_of(CellKind::reclaimed))
      rows[key].push_back(year);
  std::vector<std::string> mines;
  std::vector<std::int32_t> classes, ages, natives;
  for (const auto& [key, years] : rows) {
    mines.push_back(key.group == 0 ? "" : result.mines.of_number(key.group).name);
    classes.push_back(key.land_class);
    ages.push_back(key.ring);
    natives.push_back(native_class(run.catalogue, key.land_class));
  }
  group.dimension("row", static_cast<std::int64_t>(rows.size()));
  add_months(run, group);
  group.array("mine", {"row"}, mines,
              {io::attribute("long_name",
                             "the mine it lies in, else the nearest of rings.mines; empty beyond their "
                             "reach")});
  group.array("land_class", {"row"}, classes, described("1", "reclaimed class, code"));
  group.array("native_class", {"row"}, natives, described("1", "native class it is compared with; 0: all"));
  group.array("years_since", {"row"}, ages,
              described("year", "years since the land was first seen reclaimed"));
  ColumnWriter writer(result, group);
  const auto each = [&](const std::function<double(const CellTally&, double)>& value) {
    return [&, value](std::size_t column, std::vector<double>& out) {
      for (const auto& [key, years] : rows) {
        CellTally total;
        double expected = 0;  // of the reference in the same years, weighted by pixels
        for (const auto year : years) {
          const auto& tally = result.cells[year].find(key)[column];
          if (tally.count == 0) continue;  // there may be no reference either
          total.add(tally);
          expected += static_cast<double>(tally.count) *
                      effects.reference(year, column, native_class(run.catalogue, key.land_class)).mean;
        }
        out.push_back(value(total, expected / static_cast<double>(total.count)));
      }
    };
  };
  writer.write<double>("npp_mean", {"row"}, "g m-2 month-1", "g m-2 year-1", "mean NPP of the reclaimed land",
                       each([](const CellTally& t, double) { return t.mean(); }));
  writer.write<double>("native_npp", {"row"}, "g m-2 month-1", "g m-2 year-1",
                       "mean NPP of the native class far from mines in the same years",
                       each([](const CellTally&, double expected) { return expected; }));
  writer.write<double>("recovery", {"row"}, "1", "1", "npp_mean over native_npp",
                       each([](const CellTally& t, double expected) { return t.mean() / expected; }));
  writer.write<double>("area", {"row"}, "hm2", "hm2", "area, each surveyed year counting once",
                       each([](const CellTally& t, double) { return t.area_hm2(); }));
}

void write_causes_group(const SurveyRun& run, const SurveyResult& result, const MineEffects& effects,
                        io::ArchiveGroup& group) {
  std::vector<std::string> names{"all selected mines"};
  for (const auto& mine : result.mines.mines) names.push_back(mine.name);
  group.dimension("mine", names,
                  {io::attribute("long_name", "mine; the first is all selected mines together")});
  add_rings(run, group);
  add_periods(run, group);
  add_months(run, group);
  std::vector<std::vector<MineCause>> causes(result.columns.count());
  for (std::size_t column = 0; column < causes.size(); ++column)
    for (std::size_t mine = 0; mine <= result.mines.size(); ++mine)
      for (int ring = 0; ring <= run.catalogue.mines.breaks.count(); ++ring)
        for (std::size_t period = 0; period < run.catalogue.periods.size(); ++period)
          causes[column].push_back(effects.cause(static_cast<std::int32_t>(mine), ring, period, column));
  ColumnWriter writer(result, group);
  const std::vector<std::string> dimensions{"mine", "ring", "period"};
  const auto each = [&](double (*value)(const MineCause&)) {
    return [&causes, value](std::size_t column, std::vector<double>& out) {
      for (const auto& cause : causes[column]) out.push_back(value(cause));
    };
  };
  const std::string month = "g m-2 month-1", year = "g m-2 year-1";
  writer.write<double>(
      "change", dimensions, month, year,
      "change of NPP of the land that the mine or ring has in the later year, over pixels with data in "
      "both years",
      each([](const MineCause& c) { return c.change; }));
  writer.write<double>("climate", dimensions, month, year, "of it climate: change of the reference land",
                       each([](const MineCause& c) { return c.climate; }));
  writer.write<double>("mining", dimensions, month, year, "of it mining and reclamation: the rest",
                       each([](const MineCause& c) { return c.mining; }));
  writer.write<double>("standard_error", dimensions, month, year, "standard error of climate and of mining",
                       each([](const MineCause& c) { return c.standard_error; }));
  writer.write<double>(
      "climate_share", dimensions, "1", "1", "climate over change",
      each([](const MineCause& c) { return c.change != 0 ? c.climate / c.change : model::no_data; }));
}

}  // namespace minenpp::survey
