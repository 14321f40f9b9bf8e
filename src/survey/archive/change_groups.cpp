#include <numeric>

#include "model/stats/mean_change.h"
#include "survey/archive/archive_groups.h"

namespace minenpp::survey {

namespace {

/// Mean over mines, each counting once, of the later zone mean minus the earlier (science 6.7); NaN without a
/// mine that has both.
double npp_change_of_mines(const SurveyRun& run, const SurveyResult& result, std::size_t period,
                           std::size_t month) {
  std::vector<double> earlier, later;
  for (std::size_t zone = 0; zone < run.catalogue.zones.size(); ++zone) {
    if (run.catalogue.zones[zone].kind != ZoneKind::mine) continue;
    earlier.push_back(result.tables[period].zones.at(zone, month).mean());
    later.push_back(result.tables[period + 1].zones.at(zone, month).mean());
  }
  return model::unweighted_mean_change(earlier, later);
}

}  // namespace

void write_change_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto& limits = run.catalogue.science.change;
  std::vector<std::int32_t> classes(model::change_classes);
  std::iota(classes.begin(), classes.end(), 1);
  std::vector<double> area, share;
  for (const auto& period : result.change.periods)
    for (const auto& month : period.change_area_m2) {
      model::ExactSum all;
      for (const auto& sum : month) all.add(sum);
      for (const auto& sum : month) {
        area.push_back(sum.value() / 1e4);
        share.push_back(model::percent_of(sum.value(), all.value()));
      }
    }
  group.dimension("period", period_names(run.catalogue),
                  {io::attribute("long_name", "from one surveyed year to the next")});
  add_months(run, group);
  group.dimension(
      "change_class", classes,
      {io::attribute("long_name", "1 large loss, 2 loss, 3 no change, 4 gain, 5 middle gain, 6 large gain"),
       io::attribute("limits_gC_m2_month",
                     std::vector<double>{limits.large_loss, -limits.tolerance, limits.tolerance, limits.gain,
                                         limits.large_gain})});
  const std::vector<std::string> dimensions{"period", "month", "change_class"};
  group.array("area", dimensions, area, described("hm2", "area by class of NPP change"));
  group.array("share", dimensions, share, described("percent", "share of the area valid in both years"));
}

void write_reclamation_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<double> mined, reclaimed, npp_change;
  for (std::size_t period = 0; period < result.change.periods.size(); ++period) {
    const auto& tally = result.change.periods[period];
    mined.push_back(tally.newly_mined_m2.value() / 1e4);
    reclaimed.push_back(tally.newly_reclaimed_m2.value() / 1e4);
    for (std::size_t month = 0; month < result.columns.months.size(); ++month)
      npp_change.push_back(npp_change_of_mines(run, result, period, month));
  }
  group.dimension("period", period_names(run.catalogue),
                  {io::attribute("long_name", "from one surveyed year to the next")});
  add_months(run, group);
  group.array("newly_mined", {"period"}, mined,
              described("hm2", "land mined at the later year and not at the earlier"));
  group.array("newly_reclaimed", {"period"}, reclaimed,
              described("hm2", "land reclaimed at the later year and not at the earlier"));
  group.array("npp_change_of_mines", {"period", "month"}, npp_change,
              described("g m-2 month-1", "mean over mines, each once, of the change of the mine's mean NPP"));
}

}  // namespace minenpp::survey
