#include "io/tables/date_time.h"

#include <boost/xpressive/xpressive_dynamic.hpp>

#include "io/tables/csv.h"

namespace minenpp::io {

namespace {

const boost::xpressive::sregex& shape() {
  static const auto expression = boost::xpressive::sregex::compile(
      R"((\d{1,4})([-/])(\d{1,2})\2(\d{1,2}))"
      R"((?:[ T]+(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?)? *(?:Z|UTC|GMT|[-+]\d{1,2}(?::?\d{2})?)?)?)");
  return expression;
}

double number(const boost::xpressive::ssub_match& group) {
  return group.matched ? number_from(group.str()).value_or(0) : 0;  // empty only where it is too near to 0
}

}  // namespace

std::optional<DateTime> date_time_from(const std::string& text) {
  boost::xpressive::smatch groups;
  if (!boost::xpressive::regex_match(text, groups, shape())) return std::nullopt;
  DateTime date;
  date.year = std::stoi(groups[1].str());
  date.month = std::stoi(groups[3].str());
  date.day = std::stoi(groups[4].str());
  const double minutes = number(groups[6]), seconds = number(groups[7]);
  date.hours = number(groups[5]) + minutes / 60 + seconds / 3600;
  const bool exists = date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 &&
                      minutes < 60 && seconds < 61 && date.hours <= 24;
  return exists ? std::optional(date) : std::nullopt;
}

std::optional<YearMonth> year_month_from(const std::string& text) {
  auto date = date_time_from(text);
  const auto sign = text.find_first_of("-/");
  if (!date && sign != std::string::npos) date = date_time_from(text + text[sign] + "01");
  constexpr std::size_t year_digits = 4, digits = 6;
  if (!date && sign == std::string::npos && text.size() == digits)
    date = date_time_from(text.substr(0, year_digits) + "-" + text.substr(year_digits) + "-01");
  return date ? std::optional(YearMonth{date->year, date->month}) : std::nullopt;
}

}  // namespace minenpp::io
