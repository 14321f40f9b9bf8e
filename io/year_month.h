#pragma once

#include <compare>

namespace minenpp::io {

/// A month of the calendar, 1..12.
struct YearMonth {
  int year = 1970;
  int month = 1;
  friend auto operator<=>(const YearMonth&, const YearMonth&) = default;
};

}  // namespace minenpp::io
