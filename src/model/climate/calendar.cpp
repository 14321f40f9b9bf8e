#include "model/climate/calendar.h"

#include <array>
#include <string>

#include "model/error.h"

namespace minenpp::model {

int days_in_month(int year, int month) {
  static constexpr std::array<int, months_per_year> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > months_per_year) {
    throw Error(Fault::usage, "month " + std::to_string(month) + " is not in 1..12");
  }
  return month == 2 && is_leap_year(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

int day_of_year(int year, int month, int day) {
  const int last = days_in_month(year, month);
  if (day < 1 || day > last) {
    throw Error(Fault::usage, "day " + std::to_string(day) + " is not in 1.." + std::to_string(last) +
                                  " of " + std::to_string(year) + "-" + std::to_string(month));
  }
  int before = 0;
  for (int earlier = 1; earlier < month; ++earlier) before += days_in_month(year, earlier);
  return before + day;
}

int mid_month_day(int year, int month) {
  return day_of_year(year, month, 15);
}

int month_of_day(int year, int day) {
  const int last = is_leap_year(year) ? 366 : 365;
  if (day < 1 || day > last) {
    throw Error(Fault::usage, "day of year " + std::to_string(day) + " is not in 1.." + std::to_string(last) +
                                  " of " + std::to_string(year));
  }
  int month = 1;
  for (int left = day; left > days_in_month(year, month); ++month) left -= days_in_month(year, month);
  return month;
}

}  // namespace minenpp::model
