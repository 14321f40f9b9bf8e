#include "survey/catalogue/change_periods.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "model/whole_number.h"

namespace minenpp::survey {

namespace {

using model::Error;
using model::Fault;

std::optional<int> year_from(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return model::whole_number(text);
}

std::size_t index_of(int year, const std::string& period, const std::vector<int>& years) {
  const auto found = std::ranges::find(years, year);
  if (found == years.end())
    throw Error(Fault::usage, fmt::format("'{}': {} is not surveyed; the surveyed years are {}", period, year,
                                          fmt::join(years, ", ")));
  return static_cast<std::size_t>(found - years.begin());
}

ChangePeriod period_from(const std::string& text, const std::vector<int>& years) {
  const auto dash = text.find('-');
  const auto earlier = year_from(std::string_view(text).substr(0, dash));
  const auto later =
      dash == std::string::npos ? std::nullopt : year_from(std::string_view(text).substr(dash + 1));
  if (!earlier || !later || *earlier >= *later)
    throw Error(
        Fault::usage,
        fmt::format("'{}' is no period; expected an earlier and a later year, such as 2006-2020", text));
  return {index_of(*earlier, text, years), index_of(*later, text, years)};
}

}  // namespace

std::vector<ChangePeriod> change_periods(const Settings& settings, const std::vector<int>& years) {
  std::vector<ChangePeriod> periods;
  const auto given = settings.texts("change.periods");
  if (given.empty()) {
    for (std::size_t later = 1; later < years.size(); ++later) periods.push_back({later - 1, later});
    if (years.size() > 2) periods.push_back({0, years.size() - 1});
    return periods;
  }
  return model::in_context(settings.where("change.periods"), [&] {
    for (const auto& text : given) {
      const auto period = period_from(text, years);
      if (std::ranges::find(periods, period) != periods.end())
        throw Error(Fault::usage, fmt::format("'{}' is given twice", text));
      periods.push_back(period);
    }
    return periods;
  });
}

std::string name_of(const ChangePeriod& period, const std::vector<int>& years) {
  return fmt::format("{}-{}", years[period.earlier], years[period.later]);
}

}  // namespace minenpp::survey
