#include "survey/run/tell_ledger.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/catalogue/first_names.h"
#include "survey/catalogue/year_text.h"
#include "survey/mines/ledger_cover.h"

namespace minenpp::survey {

namespace {

/// Less than this of the land with NPP is said; a pixel here and there is not.
constexpr double well_covered = 0.95;

/// The columns of one year in which something is wrong, as text: empty for all of them.
using Columns = std::string;
using Lacks = std::function<bool(const LedgerCover& cover)>;

/// Where the ledgers of all mines lack land.
class LedgerGaps {
 public:
  LedgerGaps(const SurveyRun& run, const SurveyResult& result) : run_(run), result_(result) {}

  /// Warns "`what`: YEARS: MINES; ..." of the mines that `lacks` holds for. `all`: also of those that
  /// rings.mines leaves out.
  void tell(const std::string& what, bool all, const Lacks& lacks) const {
    std::map<std::string, std::vector<std::string>> mines_of;  // by years
    std::size_t mines = 0;
    for (std::size_t i = 0; i < result_.mines.size(); ++i) {
      const auto& mine = result_.mines.mines[i];
      if (!all && !mine.selected) continue;
      ++mines;
      if (has_no_pixel(mine)) continue;
      std::map<Columns, std::vector<int>> years;
      for (std::size_t year = 0; year < result_.cells.size(); ++year)
        if (const auto columns = columns_of(static_cast<std::int32_t>(i + 1), year, lacks))
          years[*columns].push_back(run_.catalogue.years[year].year);
      for (const auto& [columns, of_them] : years)
        mines_of[year_text(of_them) + columns].push_back(mine.name);
    }
    if (!mines_of.empty())
      run_.notices.warn(fmt::format("carbon ledger: {}, {}", what, text(mines_of, mines)));
  }

 private:
  /// Such mines are told of when the survey begins.
  [[nodiscard]] bool has_no_pixel(const MineList::Mine& mine) const {
    const auto& catalogue = run_.catalogue;
    return mine.zone >= 0 && catalogue.zones[static_cast<std::size_t>(mine.zone)].pixels.count(
                                 catalogue.grid.grid.window()) == 0;
  }

  /// None where the mine lacks nothing in the year.
  [[nodiscard]] std::optional<Columns> columns_of(std::int32_t mine, std::size_t year,
                                                  const Lacks& lacks) const {
    const auto surveyed = run_.catalogue.surveyed_months(year);
    const bool outlined =
        is_outlined(run_.catalogue, result_.mines.of_number(mine), run_.catalogue.years[year].year);
    const auto lacking = [&](std::size_t column) {
      return lacks(
          ledger_cover(run_.catalogue, result_.cells[year], result_.land[year], mine, column, outlined));
    };
    std::vector<int> months;
    std::size_t of = 0;
    for (std::size_t column = 0; column < result_.columns.months.size(); ++column) {
      const int month = result_.columns.months[column];
      // What no year has an image of is said of the months.
      if (!surveyed[static_cast<std::size_t>(month - 1)]) continue;
      ++of;
      if (lacking(column)) months.push_back(month);
    }
    if (months.empty())
      return result_.columns.annual && lacking(result_.columns.months.size()) ? std::optional<Columns>("")
                                                                              : std::nullopt;
    return months.size() == of ? "" : fmt::format(" (month {})", fmt::join(months, ", "));
  }

  [[nodiscard]] static std::string text(const std::map<std::string, std::vector<std::string>>& mines_of,
                                        std::size_t all) {
    std::vector<std::string> parts;
    for (const auto& [years, names] : mines_of) {
      const bool every = names.size() == all && all > 1;
      parts.push_back(
          fmt::format("{}: {}", years, every ? fmt::format("all {} mines", all) : first_quoted(names)));
    }
    const auto shown = std::min(parts.size(), most_named);
    return fmt::format("{}{}",
                       fmt::join(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(shown), "; "),
                       parts.size() > shown ? "; and others in other years" : "");
  }

  const SurveyRun& run_;
  const SurveyResult& result_;
};

bool lost(const KnownLand& land) {
  return std::isnan(land.factor());
}

bool partly(const KnownLand& land) {
  return !lost(land) && land.share() < well_covered;
}

/// Where years lack months, which is said of the months, sums over years end.
void tell_broken_sums(const SurveyRun& run) {
  std::map<int, std::vector<int>> months_from;  // by the first year without them
  for (const int month : run.catalogue.month_list)
    for (std::size_t year = 0; year < run.catalogue.years.size(); ++year) {
      if (run.catalogue.surveyed_months(year)[static_cast<std::size_t>(month - 1)]) continue;
      months_from[run.catalogue.years[year].year].push_back(month);
      break;
    }
  for (const auto& [year, months] : months_from)
    run.notices.warn(
        fmt::format("carbon ledger: cumulative of month(s) {} is no data from {} on, which has no NDVI of {}",
                    fmt::join(months, ", "), year, months.size() == 1 ? "it" : "them"));
}

}  // namespace

void tell_ledger(const SurveyRun& run, const SurveyResult& result) {
  if (!run.catalogue.mines.rings) return;
  tell_broken_sums(run);
  const LedgerGaps gaps(run, result);
  gaps.tell("direct, net and cumulative are no data where less than half of a mine's land has NPP", true,
            [](const LedgerCover& cover) { return lost(cover.inside); });
  gaps.tell(
      "direct and reclamation are no data where less than half of a mine's reclaimed, or of its other, land "
      "has NPP",
      true, [](const LedgerCover& cover) {
        const bool parts = lost(cover.reclaimed) || (cover.reclaimed.land_m2 > 0 && lost(cover.unreclaimed));
        return parts && !lost(cover.inside);
      });
  gaps.tell(
      "indirect, net and cumulative are no data where less than half of the land in a mine's rings has NPP",
      false, [](const LedgerCover& cover) { return lost(cover.rings); });
  gaps.tell("more than 5 % of a mine's land has no NPP and counts as the mean of the rest", true,
            [](const LedgerCover& cover) { return partly(cover.inside); });
  gaps.tell("more than 5 % of the land in a mine's rings has no NPP and counts as the mean of the rest",
            false, [](const LedgerCover& cover) { return partly(cover.rings); });
}

}  // namespace minenpp::survey
