#pragma once

#include <optional>
#include <string>

#include "io/year_month.h"

namespace minenpp::io {

/// Years that a table of measurements may hold; what lies beyond them is no year.
inline constexpr int first_table_year = 1600, last_table_year = 2400;

/// A date and a time of day as a table or a time axis writes it.
struct DateTime {
  int year = 0, month = 1, day = 1;
  double hours = 0;  ///< since midnight, 0..24
};

/// Reads "YYYY-MM-DD" or "YYYY/MM/DD" (years of 1 to 4 digits, months and days of 1 or 2), alone or followed
/// by a blank or T and "HH", "HH:MM" or "HH:MM:SS.s", and that by a time zone (Z, UTC, GMT or +HH:MM), which
/// is passed over: dates are taken in the zone they are written in. Empty for anything else, also for a
/// month, day (31 whatever the month) or hour (24:00 at most) that does not exist.
[[nodiscard]] std::optional<DateTime> date_time_from(const std::string& text);

/// A month of a year.
/// Reads the month of what date_time_from() reads, and of dates without a day: "2018-01", "2018-1", "2018/01"
/// and "201801". Empty for anything else.
[[nodiscard]] std::optional<YearMonth> year_month_from(const std::string& text);

}  // namespace minenpp::io
