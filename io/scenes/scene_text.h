#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/gdal/ascii_text.h"
#include "io/scenes/scene.h"

namespace minenpp::io {

/// Are these all digits, and at least one?
[[nodiscard]] bool all_digits(std::string_view text);

/// The whole number that `text` is, without sign, at most nine digits; empty where it is none.
[[nodiscard]] std::optional<int> whole_from(std::string_view text);

/// A piece of a file for a message: in one line, what cannot be printed as '?', at most `most` characters.
[[nodiscard]] std::string shown(std::string_view text, std::size_t most = 60);

/// "2019-12-01", alone or before a 'T' or blank and a time. Empty where it is no date of the calendar.
[[nodiscard]] std::optional<Date> date_from(std::string_view text);

/// The day in UTC of a time with an offset: "2020-07-31T22:30:00-05:00" is 1 August. Without a time or an
/// offset, or with Z, as date_from; of an interval ("from/to") its begin. Empty where it is no date of the
/// calendar, or what follows a sign in the time is no offset (HH, HHMM or HH:MM).
[[nodiscard]] std::optional<Date> utc_date_from(std::string_view text);

/// "20191201". Empty where it is no date of the calendar.
[[nodiscard]] std::optional<Date> date_from_digits(std::string_view text);

/// "2019335": year and day of the year, 1..365 or 366. Empty where that year has no such day.
[[nodiscard]] std::optional<Date> date_from_year_day(std::string_view text);

/// Day of the year, 1..366. Throws Error(usage) where the date does not exist.
[[nodiscard]] int day_of_year(const Date& date);

}  // namespace minenpp::io
