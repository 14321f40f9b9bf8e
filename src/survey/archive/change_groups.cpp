#include <numeric>

#include "model/stats/mean_change.h"
#include "survey/archive/archive_groups.h"
#include "survey/stages/change_maps.h"

namespace minenpp::survey {

namespace {

/// Mean over mines, each counting once, of the later zone mean minus the earlier (science 6.7); NaN without a
/// mine that has both.
double npp_change_of_mines(const SurveyRun& run, const SurveyResult& result, const ChangePeriod& period,
                           std::size_t month) {
  std::vector<double> earlier, later;
  for (std::size_t zone = 0; zone < run.catalogue.zones.size(); ++zone) {
    if (run.catalogue.zones[zone].kind != ZoneKind::mine) continue;
    earlier.push_back(result.tables[period.earlier].zones.at(zone, month).mean());
    later.push_back(result.tables[period.later].zones.at(zone, month).mean());
  }
  return model::unweighted_mean_change(earlier, later);
}

void add_change_classes(const model::ChangeLimits& limits, io::ArchiveGroup& group) {
  std::vector<std::int32_t> classes(model::change_classes);
  std::iota(classes.begin(), classes.end(), 1);
  group.dimension(
      "change_class", classes,
      {io::attribute("long_name", "1 large loss, 2 loss, 3 no change, 4 gain, 5 middle gain, 6 large gain"),
       io::attribute("limits_gC_m2_month",
                     std::vector<double>{limits.large_loss, -limits.tolerance, limits.tolerance, limits.gain,
                                         limits.large_gain})});
}

/// Areas and shares by class of change of zones first..end-1: zone x period x month x class.
struct AreasAndShares {
  std::vector<double> area, share;
  AreasAndShares(const ChangeTables& change, std::size_t first, std::size_t end) {
    for (auto zone = first; zone < end; ++zone)
      for (std::size_t column = 0; column < change.periods.size() * change.months; ++column)
        for (std::size_t code = 1; code <= change.classes.classes(); ++code) {
          area.push_back(change.classes.area_hm2(zone, column, code));
          share.push_back(change.classes.share_percent(zone, column, code));
        }
  }
};

void write_zone_means(const SurveyRun& run, const ChangeTables& change, io::ArchiveGroup& group) {
  std::vector<double> monthly, annual;
  std::vector<std::int64_t> count;
  for (std::size_t zone = 0; zone < run.catalogue.zones.size(); ++zone)
    for (std::size_t period = 0; period < change.periods.size(); ++period)
      for (std::size_t column = 0; column < change.columns; ++column) {
        const auto at = change.mean_column(period, column);
        (column < change.months ? monthly : annual).push_back(change.means.mean(zone, at));
        if (column < change.months) count.push_back(change.means.count(zone, at));
      }
  group.array("zone_mean_change", {"zone", "period", "month"}, monthly,
              described("g m-2 month-1", "mean change of NPP over the pixels valid in both years"));
  group.array("zone_count", {"zone", "period", "month"}, count, described("1", "pixels valid in both years"));
  if (!annual.empty())
    group.array("zone_mean_annual_change", {"zone", "period"}, annual,
                described("g m-2 year-1", "mean change of annual NPP over the pixels valid in both years"));
}

/// The files that change_files lists, by their kind; "" where a period has none.
void write_change_map_names(const SurveyRun& run, io::ArchiveGroup& group) {
  if (!run.catalogue.science.change_maps) return;
  std::vector<std::string> difference, classes, annual;
  for (const auto& period : run.catalogue.periods) {
    const auto name = name_of(period, run.catalogue.year_numbers());
    const bool any = !common_months(run.catalogue, period).empty();
    const auto inside = [&](const std::string& what, bool is_there) {
      return is_there ? run.change_map(what, name).lexically_relative(run.folder).string() : std::string();
    };
    difference.push_back(inside("change", any));
    classes.push_back(inside("change-class", any));
    annual.push_back(inside("change-annual", true));
  }
  group.array("map_file", {"period"}, difference,
              {io::attribute("long_name", "map file of the change of NPP")});
  group.array("class_map_file", {"period"}, classes, {io::attribute("long_name", "map file of its classes")});
  if (run.catalogue.full_year())
    group.array("annual_map_file", {"period"}, annual,
                {io::attribute("long_name", "map file of the change of annual NPP")});
}

}  // namespace

void write_change_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto& change = result.change;
  add_zones(run, group);
  add_periods(run, group);
  add_months(run, group);
  add_change_classes(run.catalogue.science.change, group);
  const std::vector<std::string> dimensions{"period", "month", "change_class"};
  const AreasAndShares whole(change, 0, 1), zones(change, 0, run.catalogue.zones.size());
  group.array("area", dimensions, whole.area, described("hm2", "area by class of NPP change"));
  group.array("share", dimensions, whole.share,
              described("percent", "share of the area valid in both years"));
  const std::vector<std::string> of_zones{"zone", "period", "month", "change_class"};
  group.array("zone_area", of_zones, zones.area, described("hm2", "area by class of NPP change"));
  group.array("zone_share", of_zones, zones.share,
              described("percent", "share of the zone's area valid in both years"));
  write_zone_means(run, change, group);
  write_change_map_names(run, group);
}

void write_reclamation_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<double> mined, reclaimed, npp_change;
  for (std::size_t period = 0; period < result.change.periods.size(); ++period) {
    const auto& tally = result.change.periods[period];
    mined.push_back(tally.newly_mined_m2.value() / 1e4);
    reclaimed.push_back(tally.newly_reclaimed_m2.value() / 1e4);
    for (std::size_t month = 0; month < result.columns.months.size(); ++month)
      npp_change.push_back(npp_change_of_mines(run, result, run.catalogue.periods[period], month));
  }
  add_periods(run, group);
  add_months(run, group);
  group.array("newly_mined", {"period"}, mined,
              described("hm2", "land mined at the later year and not at the earlier"));
  group.array("newly_reclaimed", {"period"}, reclaimed,
              described("hm2", "land reclaimed at the later year and not at the earlier"));
  group.array("npp_change_of_mines", {"period", "month"}, npp_change,
              described("g m-2 month-1", "mean over mines, each once, of the change of the mine's mean NPP"));
}

}  // namespace minenpp::survey
