#include "survey/catalogue/mine_warnings.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/catalogue/first_names.h"

namespace minenpp::survey {

namespace {

/// Mines beside the grid are among them: they were read for their rings; and those outside zones.boundary.
void warn_about_small_mines(const Catalogue& catalogue, Notices& notices) {
  const auto grid = catalogue.grid.grid.window();
  std::vector<std::string> without;
  std::size_t mines = 0;
  for (const auto& zone : catalogue.zones) {
    if (zone.kind != ZoneKind::mine) continue;
    ++mines;
    if (catalogue.area.count_shared(zone.pixels, grid) == 0) without.push_back(zone.name);
  }
  if (without.empty()) return;
  notices.warn(fmt::format(
      "zones.mines: {} of {} mines hold no pixel centre of the study area, being small or beside it: {}; "
      "they have no land of their own, only rings, and no net in the ledger{}",
      without.size(), mines, first_quoted(without),
      catalogue.zones.by_area() ? "" : "; zones.coverage=fraction gives them statistics as zones"));
}

/// A mine at the edge of the study area, or of the grid, has only the land that lies on it.
void warn_about_cut_mines(const Catalogue& catalogue, Notices& notices) {
  constexpr double least_told = 0.01;
  const auto grid = catalogue.grid.grid.window();
  std::vector<std::string> cut;
  for (const auto& zone : catalogue.zones) {
    if (zone.kind != ZoneKind::mine) continue;
    const auto within = static_cast<double>(catalogue.area.count_shared(zone.pixels, grid)),
               all = static_cast<double>(zone.pixels.count(zone.pixels.bounds()));
    if (within > 0 && all - within > least_told * all)
      cut.push_back(fmt::format("'{}' ({:.0f} % of it within)", zone.name, 100 * within / all));
  }
  if (cut.empty()) return;
  const auto shown = std::min(cut.size(), most_named);
  notices.warn(fmt::format(
      "zones.mines: {} mine{} reach{} beyond the study area, and all figures are of the land within: {}{}",
      cut.size(), cut.size() == 1 ? "" : "s", cut.size() == 1 ? "es" : "",
      fmt::join(cut.begin(), cut.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
      shown < cut.size() ? fmt::format(" and {} more", cut.size() - shown) : std::string()));
}

/// Land of a closed mine is reclaimed land of no mine, just when reclamation begins.
void warn_about_closed_mines(const Catalogue& catalogue, Notices& notices) {
  const auto& rules = catalogue.mines;
  if (!rules.by_years || rules.source != MineSource::polygons || catalogue.years.empty()) return;
  const int last = catalogue.years.back().year;
  std::vector<std::string> closed;
  for (const auto& zone : catalogue.zones) {
    if (zone.kind != ZoneKind::mine || zone.outlines.empty()) continue;
    const auto ended = [last](const Zone::Outline& outline) {
      return outline.to_year && *outline.to_year < last;
    };
    if (std::ranges::all_of(zone.outlines, ended)) closed.push_back(zone.name);
  }
  if (closed.empty()) return;
  notices.warn(
      fmt::format("mines.by-years: {} mine{} end{} before {} (zones.mines-to) and from then on {} no land, "
                  "rings, ledger or "
                  "recovery, whatever is reclaimed there: {}; without zones.mines-to mines last for ever",
                  closed.size(), closed.size() == 1 ? "" : "s", closed.size() == 1 ? "s" : "", last,
                  closed.size() == 1 ? "has" : "have", first_quoted(closed)));
}

void warn_about_classes(const Catalogue& catalogue, Notices& notices) {
  if (!catalogue.mines.from_classes()) return;
  std::vector<int> unknown;
  for (const int code : catalogue.mines.classes)
    if (std::ranges::find(catalogue.classes, code, &model::LandClass::code) == catalogue.classes.end())
      unknown.push_back(code);
  if (unknown.empty()) return;
  notices.warn(fmt::format("mines.classes: {} {} in no class table, so no land can have {}",
                           fmt::join(unknown, ", "), unknown.size() == 1 ? "is" : "are",
                           unknown.size() == 1 ? "it" : "them"));
}

}  // namespace

void warn_about_mines(const Catalogue& catalogue, Notices& notices) {
  warn_about_small_mines(catalogue, notices);
  warn_about_cut_mines(catalogue, notices);
  warn_about_closed_mines(catalogue, notices);
  warn_about_classes(catalogue, notices);
}

}  // namespace minenpp::survey
