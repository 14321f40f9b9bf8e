#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/report/sections/sections.h"

namespace minenpp::io {

namespace {

std::string more_or_less(double later, double earlier) {
  return later >= earlier ? "more" : "less";
}

/// With gaps the means of two years are of different land. Where this shows, what the land did that has NPP
/// in both; without that period, nothing.
void add_change_of_same_land(const ReportInput& input, const std::string& period, double of_means,
                             Json& sentences) {
  constexpr double shown = 0.05;  // numbers have one decimal
  if (!input.archive.has("/change/zone_mean_change")) return;
  const auto periods = labels(input.archive, "/change", "period");
  const auto found = std::ranges::find(periods, period);
  if (found == periods.end()) return;
  const auto change = zone_changes(input).sourced({0, static_cast<std::size_t>(found - periods.begin())});
  if (std::isnan(change.value)) {
    sentences.push_back(
        Sentence("No pixel has NPP in both years: the difference is between different land.", "warning")
            .json());
    return;
  }
  if (std::abs(change.value - of_means) < shown) return;
  sentences.push_back(
      Sentence(fmt::format("The two years have gaps in different places. On the land that has "
                           "NPP in both, it changed by {{0}} {}.",
                           input.focus.unit()),
               "warning")
          .number(change, 1)
          .json());
}

void add_mean(const ReportInput& input, Json& sentences) {
  const FocusCube npp(input.archive, input.focus, "/zones", "npp_mean");
  const auto years = labels(input.archive, "/zones", "year");
  // The first and last years that have a value.
  std::vector<std::size_t> valid;
  for (std::size_t year = 0; year < years.size(); ++year)
    if (!std::isnan(npp.at({0, year}))) valid.push_back(year);
  if (valid.empty()) {
    sentences.push_back(Sentence("No pixel of the study area has a value of NPP.", "warning").json());
    return;
  }
  const auto last = npp.sourced({0, valid.back()}), first = npp.sourced({0, valid.front()});
  const auto text = fmt::format("Mean NPP of the study area was {{0}} {} {}", input.focus.unit(),
                                input.focus.when(years[valid.back()]));
  if (valid.size() == 1 || !(first.value > 0)) {
    sentences.push_back(Sentence(text + ".").number(last, 1).json());
    return;
  }
  sentences.push_back(Sentence(fmt::format("{}, {{1}} % {} than in {} ({{2}}).", text,
                                           more_or_less(last.value, first.value), years[valid.front()]))
                          .number(last, 1)
                          .percent_between(last, first, 1)
                          .number(first, 1)
                          .json());
  add_change_of_same_land(input, fmt::format("{}-{}", years[valid.front()], years[valid.back()]),
                          last.value - first.value, sentences);
}

void add_mines(const ReportInput& input, Json& sentences) {
  const FocusCube npp(input.archive, input.focus, "/zones", "npp_mean");
  const auto zones = labels(input.archive, "/zones", "zone"), kinds = labels(input.archive, "/zones", "kind"),
             years = labels(input.archive, "/zones", "year");
  const auto last = years.size() - 1;
  std::size_t lowest = 0, count = 0;
  for (std::size_t zone = 1; zone < zones.size(); ++zone) {
    if (kinds[zone] != "mine" || std::isnan(npp.at({zone, last}))) continue;
    ++count;
    if (lowest == 0 || npp.at({zone, last}) < npp.at({lowest, last})) lowest = zone;
  }
  if (count == 0) return;
  sentences.push_back(
      Sentence(fmt::format(
                   "Of {} mine{}, {} was the least productive {}: {{0}} {}, against {{1}} in the whole area.",
                   count, count == 1 ? "" : "s", plain(zones[lowest]), input.focus.when(years[last]),
                   input.focus.unit()))
          .number(npp.sourced({lowest, last}), 1)
          .number(npp.sourced({0, last}), 1)
          .json());
}

void add_rings(const ReportInput& input, Json& sentences) {
  if (!input.archive.has("/rings/united_npp_mean")) return;
  const FocusCube npp(input.archive, input.focus, "/rings", "united_npp_mean");
  const auto limits = input.archive.read<double>("/rings/outer_limit");
  const auto years = labels(input.archive, "/rings", "year");
  if (limits.size() < 3) return;
  const auto last = years.size() - 1, outer = limits.size() - 1;
  const auto near = npp.sourced({1, last}), far = npp.sourced({outer, last});
  if (std::isnan(near.value) || std::isnan(far.value)) return;
  sentences.push_back(
      Sentence(fmt::format("Within {} m of a mine land produced {{0}} {} {}, at {} to {} m {{1}}.", limits[1],
                           input.focus.unit(), input.focus.when(years[last]), limits[outer - 1],
                           limits[outer]))
          .number(near, 1)
          .number(far, 1)
          .json());
}

void add_ledger(const ReportInput& input, Json& sentences) {
  if (!input.archive.has("/ledger/net")) return;
  const auto mines = labels(input.archive, "/ledger", "mine");
  const auto drawn = drawn_mines(input, "/ledger");
  if (drawn.empty()) return;
  const auto of = [&](const std::string& name) {
    return FocusCube(input.archive, input.focus, "/ledger", name);
  };
  const auto net = of("net"), error = of("net_se"), gain = of("reclamation");
  const auto years = labels(input.archive, "/ledger", "year");
  const auto last = years.size() - 1;
  const auto mine = drawn.front();
  if (std::isnan(net.at({mine, last}))) {
    // Those with the largest balance come first, so no other has one either.
    sentences.push_back(Sentence(fmt::format("The carbon balance of {} {} is not known.",
                                             input.only_mine.empty() ? "the mines" : plain(mines[mine]),
                                             input.focus.when(years[last])),
                                 "warning")
                            .json());
    return;
  }
  const bool with_gain = gain.at({mine, last}) > 0;
  Sentence sentence(fmt::format("The carbon balance of {} {} was {{0}} {} (standard error {{1}}){}",
                                plain(mines[mine]), input.focus.when(years[last]), input.focus.carbon_unit(),
                                with_gain ? ", of which reclaimed land gave back {2}." : "."));
  sentence.number(net.sourced({mine, last}), 0).number(error.sourced({mine, last}), 0);
  if (with_gain) sentence.number(gain.sourced({mine, last}), 0);
  sentences.push_back(sentence.json());
}

}  // namespace

Json summary_sentences(const ReportInput& input) {
  Json sentences = Json::array();
  add_mean(input, sentences);
  add_mines(input, sentences);
  add_rings(input, sentences);
  add_ledger(input, sentences);
  return sentences;
}

}  // namespace minenpp::io
