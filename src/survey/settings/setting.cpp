#include "survey/settings/setting.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <boost/algorithm/string.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "model/whole_number.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

int parse_integer(const std::string& text) {
  const auto value = model::whole_number(text);
  if (!value) throw Error(Fault::usage, fmt::format("'{}' is not a whole number", text));
  return *value;
}

std::string range_complaint(const Setting& setting, double value) {
  const auto dots = setting.range.find("..");
  if (dots == std::string::npos) return {};
  const auto low = setting.range.substr(0, dots);
  const auto high = setting.range.substr(dots + 2);
  if ((low.empty() || value >= parse_number(low)) && (high.empty() || value <= parse_number(high))) return {};
  return fmt::format("expected {} in {}{}", low.empty() || high.empty() ? "a value" : "a number",
                     setting.range, setting.unit == "-" ? "" : " " + setting.unit);
}

std::string number_complaint(const Setting& setting, const std::string& value, bool whole) {
  try {
    return range_complaint(setting, whole ? parse_integer(value) : parse_number(value));
  } catch (const Error&) {
    return fmt::format("expected {}{}", whole ? "a whole number" : "a number",
                       setting.range.empty() ? "" : " in " + setting.range);
  }
}

std::string list_complaint(const Setting& setting, const std::string& value) {
  try {
    if (setting.kind == SettingKind::integer_list) {
      for (const int item : parse_integer_list(value))
        if (auto text = range_complaint(setting, item); !text.empty())
          return fmt::format("{}: {}", item, text);
    } else {
      for (const double item : parse_number_list(value))
        if (auto text = range_complaint(setting, item); !text.empty())
          return fmt::format("{}: {}", item, text);
    }
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

std::vector<std::string> Setting::choices() const {
  if (kind == SettingKind::yes_no) return {"yes", "no"};
  std::vector<std::string> words;
  if (kind == SettingKind::choice) boost::split(words, range, boost::is_any_of("|"));
  return words;
}

std::string complaint(const Setting& setting, const std::string& value) {
  if (value.empty()) return {};
  switch (setting.kind) {
    case SettingKind::number:
      return number_complaint(setting, value, false);
    case SettingKind::integer:
      return number_complaint(setting, value, true);
    case SettingKind::integer_list:
    case SettingKind::number_list:
      return list_complaint(setting, value);
    case SettingKind::choice:
    case SettingKind::yes_no: {
      const auto words = setting.choices();
      if (std::find(words.begin(), words.end(), value) != words.end()) return {};
      return fmt::format("expected one of: {}", fmt::join(words, ", "));
    }
    case SettingKind::text:
    case SettingKind::path:
    case SettingKind::text_list:
    case SettingKind::path_list:
      return {};
  }
  return {};
}

std::vector<std::string> parse_text_list(const std::string& text) {
  std::vector<std::string> parts;
  if (boost::trim_copy(text).empty()) return parts;
  boost::split(parts, text, boost::is_any_of(","));
  for (auto& part : parts) boost::trim(part);
  return parts;
}

std::vector<int> parse_integer_list(const std::string& text) {
  std::vector<int> numbers;
  for (const auto& part : parse_text_list(text)) {
    const auto dash = part.find('-', 1);
    const int first = parse_integer(part.substr(0, dash));
    const int last = dash == std::string::npos ? first : parse_integer(part.substr(dash + 1));
    if (last < first || last - first > 10000)
      throw Error(Fault::usage, fmt::format("'{}' is not a list such as 2006,2010-2012", part));
    for (int number = first; number <= last; ++number) numbers.push_back(number);
  }
  return numbers;
}

std::vector<double> parse_number_list(const std::string& text) {
  std::vector<double> numbers;
  for (const auto& part : parse_text_list(text)) numbers.push_back(parse_number(part));
  return numbers;
}

double parse_number(const std::string& text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value))
    throw Error(Fault::usage, fmt::format("'{}' is not a number", text));
  return value;
}

}  // namespace minenpp::survey
