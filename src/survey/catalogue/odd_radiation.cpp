#include "survey/catalogue/odd_radiation.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "survey/catalogue/first_names.h"

namespace minenpp::survey {

namespace {

// The fog of the Sichuan basin leaves about 0.1 in a December, and 0.25 in a year, the least of any lowland;
// values in MJ/m2/day that are taken for those of a month are below 0.034.
constexpr double month_below = 0.05, month_above = 1, median_below = 0.2;

RadiationShares shares_of(const io::StationTable& table, std::size_t station) {
  RadiationShares shares;
  const double latitude = table.stations()[station].lat;
  for (const int year : table.years())
    for (int month = 1; month <= 12; ++month)
      shares.add(table.value(WeatherVariable::radiation, year, month, station), latitude, year, month);
  return shares;
}

/// "2018-08, 2019-08" and "and 3 more".
std::string months_text(const RadiationShares& shares) {
  std::vector<std::string> texts;
  for (const auto& share : shares.all()) {
    if (texts.size() == most_named) break;
    texts.push_back(fmt::format("{}-{:02}", share.year, share.month));
  }
  const auto more = shares.size() - texts.size();
  return fmt::format("{}{}", fmt::join(texts, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string advice(const RadiationShares& odd, const RadiationSource& source) {
  const auto units = better_units(odd, source);
  if (!units.empty()) return fmt::format("is its unit {}?{}", source.unit, units);
  return "are the values missing (stations.missing), or of another unit?";
}

/// What is wrong with a station; empty where nothing is.
std::optional<std::string> oddness(const std::string& id, const RadiationShares& shares,
                                   const RadiationSource& source) {
  const auto odd = shares.outside(month_below, month_above);
  const auto median = shares.median();
  if (!median || (odd.size() == 0 && *median >= median_below)) return std::nullopt;
  const bool mostly = *median < median_below || 2 * odd.size() > shares.size();
  const auto& told = mostly ? shares : odd;
  const auto when = mostly ? fmt::format("median of {} months", shares.size())
                           : fmt::format("{} of {} months: {}", odd.size(), shares.size(), months_text(odd));
  return fmt::format(
      "{}: the radiation of station '{}' is {:.2g} of that at the top of the atmosphere ({}); 0.3 to 0.75 is "
      "expected on most of the Earth: {}",
      source.where, id, *told.median(), when, advice(told, source));
}

}  // namespace

void warn_about_odd_radiation(const io::StationTable& table, const RadiationSource& source,
                              Notices& notices) {
  std::size_t odd = 0;
  for (std::size_t station = 0; station < table.stations().size(); ++station) {
    const auto text = oddness(table.stations()[station].id, shares_of(table, station), source);
    if (text && ++odd <= most_named) notices.warn(*text);
  }
  if (odd > most_named)
    notices.warn(fmt::format("{}: and {} more stations whose radiation no climate has", source.where,
                             odd - most_named));
}

}  // namespace minenpp::survey
