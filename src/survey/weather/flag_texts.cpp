#include "survey/weather/flag_texts.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minenpp::survey {

namespace {

constexpr std::size_t most_lines = 12;

/// A station's flags, and the wildest of them.
struct Flagged {
  std::vector<const StationFlag*> flags;
  const StationFlag* wildest = nullptr;
};

std::vector<Flagged> by_station(const std::vector<StationFlag>& flags) {
  std::map<int, Flagged> stations;
  for (const auto& flag : flags) {
    auto& station = stations[flag.station];
    station.flags.push_back(&flag);
    if (!station.wildest || flag.standard_errors > station.wildest->standard_errors) station.wildest = &flag;
  }
  std::vector<Flagged> sorted;
  for (auto& [index, station] : stations) sorted.push_back(std::move(station));
  std::ranges::stable_sort(sorted, std::greater{},
                           [](const Flagged& station) { return station.wildest->standard_errors; });
  return sorted;
}

/// "temperature of month 5, 6; radiation of month 7".
std::string months_text(const Flagged& station) {
  std::vector<std::string> parts;
  for (const auto variable : weather_variables) {
    std::vector<int> months;
    for (const auto* flag : station.flags)
      if (flag->variable == variable) months.push_back(flag->month);
    if (!months.empty())
      parts.push_back(fmt::format("{} of month {}", io::name_of(variable), fmt::join(months, ", ")));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::vector<std::string> flag_texts(const StationYear& stations, const PlanFindings& findings,
                                    bool left_out) {
  const auto flagged = by_station(findings.flags);
  const auto* const what = left_out ? "left out" : "weather.leave-out-flagged=yes would leave it out";
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(flagged.size(), most_lines); ++i) {
    const auto& worst = *flagged[i].wildest;
    texts.push_back(fmt::format(
        "station '{}' contradicts the others: {}; at worst {} of month {} is {:.1f} {} where they say {:.1f} "
        "({:.1f} standard errors); {}",
        stations.ids[static_cast<std::size_t>(worst.station)], months_text(flagged[i]),
        io::name_of(worst.variable), worst.month, worst.value, unit_of(worst.variable), worst.estimate,
        worst.standard_errors, what));
  }
  if (flagged.size() > most_lines)
    texts.push_back(fmt::format("{} more stations contradict the others (the result's group weather, flag_*)",
                                flagged.size() - most_lines));
  return texts;
}

}  // namespace minenpp::survey
