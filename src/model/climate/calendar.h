#pragma once

namespace minenpp::model {

inline constexpr int months_per_year = 12;

/// Gregorian rule: every fourth year, but only every fourth century.
[[nodiscard]] constexpr bool is_leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// 28..31. `month` 1..12; throws Error(usage) otherwise.
[[nodiscard]] int days_in_month(int year, int month);

/// Day of the year, 1 for 1 January. Throws Error(usage) where the date does not exist.
[[nodiscard]] int day_of_year(int year, int month, int day);

/// Day of the year of the 15th, the day that stands for its month in the radiation and day-length formulas.
[[nodiscard]] int mid_month_day(int year, int month);

/// Month 1..12 that holds day `day` (1..365 or 366) of `year`; throws Error(usage) otherwise.
[[nodiscard]] int month_of_day(int year, int day);

}  // namespace minenpp::model
