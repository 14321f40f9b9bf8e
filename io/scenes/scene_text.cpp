#include "io/scenes/scene_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "model/climate/calendar.h"

namespace minenpp::io {

namespace {

constexpr int first_year = 1900, last_year = 2199;  // beyond them a number is no date of a satellite

std::optional<Date> checked(std::optional<int> year, std::optional<int> month, std::optional<int> day) {
  if (!year || !month || !day || *year < first_year || *year > last_year) return std::nullopt;
  if (*month < 1 || *month > model::months_per_year || *day < 1) return std::nullopt;
  if (*day > model::days_in_month(*year, *month)) return std::nullopt;
  return Date{*year, *month, *day};
}

/// Minutes that "HH", "HHMM" or "HH:MM" says, with seconds or without; a second of 60 is none the less of its
/// day.
std::optional<int> minutes_from(std::string_view text) {
  constexpr int hours_of_day = 24, minutes_of_hour = 60;
  const auto hours = whole_from(text.substr(0, 2));
  auto rest = text.substr(std::min<std::size_t>(text.size(), 2));
  if (rest.starts_with(':')) rest.remove_prefix(1);
  const auto minutes = rest.empty() ? std::optional(0) : whole_from(rest.substr(0, 2));
  if (text.size() < 2 || !hours || !minutes || *hours > hours_of_day || *minutes >= minutes_of_hour)
    return std::nullopt;
  return minutes_of_hour * *hours + *minutes;
}

/// The day of the moment `after` the midnight with which `date` begins.
Date moved(const Date& date, std::chrono::minutes after) {
  using namespace std::chrono;
  const sys_days midnight = year(date.year) / date.month / date.day;
  const year_month_day day(floor<days>(midnight + after));
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

}  // namespace

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> whole_from(std::string_view text) {
  constexpr std::size_t most_digits = 9;
  if (!all_digits(text) || text.size() > most_digits) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string shown(std::string_view text, std::size_t most) {
  std::string line(text.substr(0, most));
  for (char& c : line)
    if (c < ' ' || c > '~') c = '?';
  if (text.size() > most) line += "...";
  return line;
}

std::optional<Date> date_from(std::string_view text) {
  constexpr std::size_t length = 10;
  if (text.size() < length || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > length && text[length] != 'T' && text[length] != 't' && text[length] != ' ')
    return std::nullopt;
  return checked(whole_from(text.substr(0, 4)), whole_from(text.substr(5, 2)), whole_from(text.substr(8, 2)));
}

std::optional<Date> utc_date_from(std::string_view text) {
  constexpr std::size_t length = 10;
  const auto date = date_from(text);
  if (!date || text.size() <= length) return date;
  const auto time = trimmed(text.substr(length + 1, text.find('/') - length - 1));
  const auto sign = time.find_last_of("+-");
  if (sign == std::string_view::npos) return date;
  const auto there = minutes_from(time.substr(0, sign)), ahead = minutes_from(time.substr(sign + 1));
  if (!there || !ahead) return std::nullopt;
  return moved(*date, std::chrono::minutes(*there - (time[sign] == '+' ? *ahead : -*ahead)));
}

std::optional<Date> date_from_digits(std::string_view text) {
  constexpr std::size_t length = 8;
  if (text.size() != length) return std::nullopt;
  return checked(whole_from(text.substr(0, 4)), whole_from(text.substr(4, 2)), whole_from(text.substr(6, 2)));
}

std::optional<Date> date_from_year_day(std::string_view text) {
  constexpr std::size_t length = 7;
  if (text.size() != length) return std::nullopt;
  const auto year = whole_from(text.substr(0, 4)), day = whole_from(text.substr(4));
  if (!year || !day || *year < first_year || *year > last_year) return std::nullopt;
  constexpr int days_in_year = 365;
  if (*day < 1 || *day > days_in_year + (model::is_leap_year(*year) ? 1 : 0)) return std::nullopt;
  const int month = model::month_of_day(*year, *day);
  return Date{*year, month, *day - model::day_of_year(*year, month, 1) + 1};
}

int day_of_year(const Date& date) {
  return model::day_of_year(date.year, date.month, date.day);
}

}  // namespace minenpp::io
