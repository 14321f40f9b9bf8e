#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/catalogue/catalogue.h"
#include "survey/catalogue/grid_warnings.h"

namespace minenpp::survey {

namespace {

using model::Error;
using model::Fault;

MineSource mine_source(const Settings& settings, bool has_polygons) {
  const auto word = settings.text("mines.source");
  if (word == "classes") return MineSource::classes;
  if (word == "auto")
    return has_polygons                 ? MineSource::polygons
           : settings.yes("mines.find") ? MineSource::classes
                                        : MineSource::none;
  if (!has_polygons)
    throw Error(Fault::usage, settings.where("mines.source") + ": needs polygons; zones.mines is not set");
  return word == "polygons" ? MineSource::polygons : MineSource::both;
}

bool rings_wanted(const Settings& settings, const model::Grid& grid, MineSource source, Notices& notices) {
  const auto word = settings.text("rings.on");
  if (word == "no" || source == MineSource::none) {
    if (word == "yes")
      throw Error(Fault::usage, settings.where("rings.on") +
                                    ": there are no mines; set zones.mines, or mines.source=classes");
    return false;
  }
  if (!grid.geographic()) return true;
  const auto advice = fmt::format(
      "rings around mines are in metres, and the study grid is in degrees; set grid.crs to a projected CRS, "
      "here for example {}, with grid.pixel-size in metres",
      utm_at(grid.x(grid.cols() / 2), grid.y(grid.rows() / 2)));
  if (word == "yes") throw Error(Fault::usage, settings.where("rings.on") + ": " + advice);
  notices.warn("no rings, no ledger: " + advice);
  return false;
}

bool takes_polygons(const MineRules& rules) {
  return rules.source == MineSource::polygons || rules.source == MineSource::both;
}

void warn_about_years(const Settings& settings, const MineRules& rules, Notices& notices) {
  const auto start = settings.where("mines.by-years");
  if (!rules.by_years) {
    for (const std::string key : {"zones.mines-from", "zones.mines-to"})
      if (settings.has(key) && takes_polygons(rules))
        return notices.warn(
            fmt::format("{}: polygons are mines in every year all the same; with mines.by-years=yes "
                        "only in those of this field",
                        settings.where(key)));
    return;
  }
  if (rules.source == MineSource::classes || !settings.has("zones.mines"))
    notices.warn(start + ": no polygons are mines here, so it changes nothing");
  else if (settings.text("zones.mines-from").empty() && settings.text("zones.mines-to").empty())
    notices.warn(start +
                 ": neither zones.mines-from nor zones.mines-to names a field, so all polygons are mines in "
                 "every year");
}

/// A ring narrower than a pixel holds pixel centres by chance.
void warn_about_widths(const Settings& settings, const MineRules& rules, const model::Grid& grid,
                       Notices& notices) {
  if (!rules.rings) return;
  const double pixel = std::max(grid.dx(), grid.dy());
  double inner = 0;
  for (const double outer : rules.breaks.breaks()) {
    if (outer - inner < pixel)
      return notices.warn(fmt::format(
          "{}: the ring of {} to {} m is narrower than a pixel of {} m, so which pixels it holds is chance; "
          "take limits a pixel or more apart",
          settings.where("rings.breaks"), inner, outer, pixel));
    inner = outer;
  }
}

/// Land that is compared with the reference must not be a part of it.
void warn_about_reference(const Settings& settings, const MineRules& rules, Notices& notices) {
  if (!rules.rings || rules.reference_m >= rules.breaks.radius()) return;
  notices.warn(
      fmt::format("{}: rings reach {} m from the mines, so land is in a ring and in the reference that rings "
                  "are compared with; "
                  "take {} m or more",
                  settings.where("ledger.reference-distance"), rules.breaks.radius(), rules.breaks.radius()));
}

void check_selected(const Settings& settings, const MineRules& rules, const std::vector<Zone>& zones) {
  if (rules.find || rules.selected.empty()) return;
  std::vector<std::string> names;
  for (const auto& zone : zones)
    if (zone.kind == ZoneKind::mine && rules.source != MineSource::classes) names.push_back(zone.name);
  if (rules.from_classes()) names.emplace_back(mined_land);
  for (const auto& name : rules.selected)
    if (std::ranges::find(names, name) == names.end())
      throw Error(Fault::usage, fmt::format("{}: no mine is called '{}'; there are {}",
                                            settings.where("rings.mines"), name, fmt::join(names, ", ")));
}

}  // namespace

MineRules mine_rules(const Settings& settings, const model::Grid& grid, const std::vector<Zone>& zones,
                     Notices& notices) {
  MineRules rules;
  const bool has_polygons =
      std::ranges::any_of(zones, [](const Zone& zone) { return zone.kind == ZoneKind::mine; });
  rules.source = mine_source(settings, has_polygons);
  rules.classes = settings.integers("mines.classes");
  rules.by_years = settings.yes("mines.by-years");
  rules.find = settings.yes("mines.find") && rules.from_classes();
  if (settings.yes("mines.find") && !rules.from_classes())
    notices.warn(settings.where("mines.find") +
                 ": polygons are told apart by their names; nothing is found on the land-cover maps without "
                 "mines.source=classes or both");
  rules.min_area_hm2 = settings.number("mines.min-area");
  rules.breaks = model::in_context(settings.where("rings.breaks"),
                                   [&] { return model::RingBreaks(settings.numbers("rings.breaks")); });
  rules.selected = settings.texts("rings.mines");
  rules.per_mine = settings.yes("rings.per-mine");
  rules.reference_m = settings.number("ledger.reference-distance");
  rules.block_m = settings.number("ledger.block");
  rules.bootstrap.replicates = settings.integer("ledger.replicates");
  rules.bootstrap.seed = static_cast<std::uint64_t>(settings.integer("ledger.seed"));
  rules.rings = rings_wanted(settings, grid, rules.source, notices);
  warn_about_years(settings, rules, notices);
  warn_about_widths(settings, rules, grid, notices);
  warn_about_reference(settings, rules, notices);
  check_selected(settings, rules, zones);
  return rules;
}

}  // namespace minenpp::survey
