#include "survey/weather/gridded_counts.h"

#include <numeric>

#include <fmt/format.h>

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

/// Calls `use` with every counter of `counts`, in one order.
template <typename Counts, typename Use>
void for_each_counter(Counts& counts, Use use) {
  use(counts.pixels);
  for (auto* table : {&counts.values, &counts.outside})
    for (auto& months : *table)
      for (auto& counter : months) use(counter);
  for (auto& counter : counts.missing) use(counter);
}

std::string range_text(WeatherVariable variable) {
  const auto [low, high, unit] = io::plausible_range(variable);
  return fmt::format("{}..{} {}", low, high, unit);
}

/// What a hole takes: temperature the year, since the heat index sums all months; precipitation its month, or
/// as much as the model that keeps water builds on it; radiation its month.
std::string lost(const Settings& settings, WeatherVariable variable) {
  const auto water = settings.text("casa.water");
  const bool rain = variable == WeatherVariable::precipitation;
  if (variable == WeatherVariable::temperature || (rain && water == "annual"))
    return "have no NPP in the whole year";
  const std::string months = rain && water == "bucket"
                                 ? "have no NPP in these months and those whose soil water rests on them"
                                 : "have no NPP in these months";
  return months + (settings.text("casa.mode") == "full_year" ? ", nor a sum of the year" : "");
}

}  // namespace

void GriddedCounts::add(const GriddedCounts& other) {
  auto sums = to_integers();
  const auto more = other.to_integers();
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
  *this = from_integers(sums);
}

std::vector<std::int64_t> GriddedCounts::to_integers() const {
  std::vector<std::int64_t> integers;
  for_each_counter(*this, [&](std::int64_t counter) { integers.push_back(counter); });
  return integers;
}

GriddedCounts GriddedCounts::from_integers(const std::vector<std::int64_t>& integers) {
  GriddedCounts counts;
  std::size_t next = 0;
  for_each_counter(counts, [&](std::int64_t& counter) {
    if (next < integers.size()) counter = integers[next];
    ++next;
  });
  if (next != integers.size())
    throw Error(Fault::input,
                fmt::format("{} counts of gridded weather where {} are expected", integers.size(), next));
  return counts;
}

void GriddedCounts::check_units(const Settings& settings, int year) const {
  for (const auto variable : weather_variables)
    for (std::size_t month = 0; month < 12; ++month) {
      const auto v = static_cast<std::size_t>(variable);
      if (2 * outside[v][month] > values[v][month])
        throw wrong_unit(settings, variable, outside[v][month], values[v][month])
            .within(fmt::format("{} of {}-{:02}", io::name_of(variable), year, month + 1));
    }
}

void GriddedCounts::tell(const Settings& settings, int year, Notices& notices) const {
  for (const auto variable : weather_variables) {
    const auto v = static_cast<std::size_t>(variable);
    const auto name = io::name_of(variable);
    const auto wrong = std::accumulate(outside[v].begin(), outside[v].end(), std::int64_t{0});
    if (wrong > 0)
      notices.warn(
          fmt::format("{}: {} values of gridded {} are outside {} and count as no data (gridded.{}-nodata "
                      "names a value that means none)",
                      year, wrong, name, range_text(variable), name));
    if (missing[v] > 0)
      notices.warn(fmt::format(
          "{}: {} of {} pixels that have a class lack gridded {} in months that are needed, and "
          "so {} ({})",
          year, missing[v], pixels, name, lost(settings, variable), settings.where("gridded." + name)));
  }
}

Error wrong_unit(const Settings& settings, WeatherVariable variable, std::int64_t outside,
                 std::int64_t values) {
  const auto key = "gridded." + io::name_of(variable);
  return {Fault::input,
          fmt::format("{} of {} values lie outside {}; are {}-unit ({}) and {}-nodata right?", outside,
                      values, range_text(variable), key, settings.text(key + "-unit"), key)};
}

}  // namespace minenpp::survey
