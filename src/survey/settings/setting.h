#pragma once

#include <string>
#include <vector>

namespace minenpp::survey {

/// What a setting's text must be.
enum class SettingKind {
  text,
  path,
  number,
  integer,
  choice,
  yes_no,
  integer_list,
  number_list,
  text_list,
  path_list
};

/// What a setting can change. `science` settings decide the numbers and are stored in /settings of the
/// result; `run` settings decide only where and how the work is done and are stored in /provenance.
enum class SettingReach { science, run };

/// One entry of the registry: everything the program knows about a key of the survey file.
struct Setting {
  std::string key;  ///< "section.name", as on the command line (--section.name=value)
  SettingKind kind = SettingKind::text;
  std::string unit;           ///< "-" where there is none
  std::string default_value;  ///< as a user would write it; empty means "not set"
  std::string range;          ///< numbers: "lowest..highest", either side may be empty; choices: "a|b|c"
  std::string description;    ///< one line
  std::string source;         ///< where the default comes from: a paper, a data provider, or "own choice"
  SettingReach reach = SettingReach::science;

  [[nodiscard]] std::string section() const { return key.substr(0, key.find('.')); }
  [[nodiscard]] std::string name() const { return key.substr(key.find('.') + 1); }
  [[nodiscard]] std::vector<std::string> choices() const;
};

/// Why `value` is not acceptable for `setting`, with what would be right; empty where it is acceptable.
[[nodiscard]] std::string complaint(const Setting& setting, const std::string& value);

/// "2006, 2010-2012" -> 2006 2010 2011 2012. Throws Error(usage) on anything else.
[[nodiscard]] std::vector<int> parse_integer_list(const std::string& text);

/// "0.5, 1" -> 0.5 1. Throws Error(usage) on anything else.
[[nodiscard]] std::vector<double> parse_number_list(const std::string& text);

/// Comma-separated parts, trimmed; an empty text has none.
[[nodiscard]] std::vector<std::string> parse_text_list(const std::string& text);

/// The whole of `text` as a number. Throws Error(usage) on anything else.
[[nodiscard]] double parse_number(const std::string& text);

}  // namespace minenpp::survey
