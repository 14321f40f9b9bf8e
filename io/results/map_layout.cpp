#include "io/results/map_layout.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace minenpp::io {

namespace {

void require(bool good, const std::string& message) {
  if (!good) throw model::Error(model::Fault::system, message);
}

bool fits(double value, ValueType type) {
  return with_number_type(type, [&](auto number) {
    using T = decltype(number);
    if constexpr (std::is_floating_point_v<T>)
      return true;
    else
      return std::trunc(value) == value && value >= static_cast<double>(std::numeric_limits<T>::min()) &&
             value <= static_cast<double>(std::numeric_limits<T>::max());
  });
}

void check_variable(const MapVariable& variable, bool has_months) {
  const auto& name = variable.name;
  require(variable.type != ValueType::text, fmt::format("map {} holds text", name));
  require(!variable.fill || fits(*variable.fill, variable.type),
          fmt::format("map {}: fill {} does not fit {}", name, variable.fill.value_or(0),
                      to_string(variable.type)));
  require(!variable.per_time || has_months,
          fmt::format("map {} is monthly, but the file has no months", name));
  require(variable.flag_values.size() == variable.flag_meanings.size(),
          fmt::format("map {} has {} flag values and {} meanings", name, variable.flag_values.size(),
                      variable.flag_meanings.size()));
}

}  // namespace

std::int32_t first_day(const YearMonth& month) {
  using namespace std::chrono;
  const sys_days day = year{month.year} / std::chrono::month{static_cast<unsigned>(month.month)} / 1;
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

YearMonth next(const YearMonth& month) {
  return month.month == 12 ? YearMonth{month.year + 1, 1} : YearMonth{month.year, month.month + 1};
}

void check_layout(const MapLayout& layout) {
  require(!layout.variables.empty(), "a map file needs a map");
  require(layout.tile_size >= 1, fmt::format("tile size {} is below 1", layout.tile_size));
  require(layout.deflate_level >= 1 && layout.deflate_level <= 9,
          fmt::format("compression level {} is outside 1..9", layout.deflate_level));
  for (const auto& month : layout.months)
    require(month.month >= 1 && month.month <= 12, fmt::format("there is no month {}", month.month));
  require(std::adjacent_find(layout.months.begin(), layout.months.end(), std::greater_equal<>()) ==
              layout.months.end(),
          "the months of a map file must ascend");
  std::set<std::string> names{"x", "y", "time", "time_bnds", "nv", "crs"};
  for (const auto& variable : layout.variables) {
    require(names.insert(variable.name).second, fmt::format("two maps are named {}", variable.name));
    check_variable(variable, !layout.months.empty());
  }
}

}  // namespace minenpp::io
