#include "survey/settings/settings.h"

#include <algorithm>
#include <stdexcept>

#include <boost/algorithm/string.hpp>
#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "survey/settings/survey_file.h"

namespace minenpp::survey {

namespace po = boost::program_options;
using model::Error;
using model::Fault;

namespace {

const Setting& known(const std::string& key) {
  if (const auto* setting = find_setting_or_layer(key)) return *setting;
  throw std::logic_error("no setting is called " + key);
}

/// A value in quotes is what they hold, as other programs' files have it.
std::string unquoted(const std::string& value) {
  const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"' &&
                      value.find('"', 1) == value.size() - 1;
  return quoted ? value.substr(1, value.size() - 2) : value;
}

po::parsed_options parse_overrides(const std::vector<std::string>& overrides) {
  try {
    const auto options = described_options();
    return po::command_line_parser(overrides)
        .options(options)
        .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing &
               ~po::command_line_style::allow_short)
        .allow_unregistered()
        .run();
  } catch (const po::error& error) {
    throw Error(Fault::usage, fmt::format("command line: {}", error.what()));
  }
}

}  // namespace

void Settings::accept(const std::string& key, const std::string& given, ValueOrigin origin,
                      Problems& problems) {
  const auto value = unquoted(boost::trim_copy(given));
  const auto* setting = find_setting_or_layer(key);
  const auto place = origin == ValueOrigin::command_line
                         ? fmt::format("command line: --{}", key)
                         : fmt::format("{} line {}: {}", file_.string(), line_of(file_, key), key);
  if (!setting || looks_mistyped(key)) {
    problems.push_back(fmt::format("{}: unknown setting; did you mean {}?", place, nearest_key(key)));
    return;
  }
  if (const auto trouble = complaint(*setting, value); !trouble.empty()) {
    problems.push_back(fmt::format("{} = {}: {}", place, value, trouble));
    return;
  }
  values_[key] = {value, origin};
}

Settings Settings::read(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                        Problems& problems) {
  Settings settings;
  settings.file_ = file;
  std::set<std::string> seen;
  const auto parsed = parse_survey_file(file);
  find_cut_values(file, problems);
  for (const auto& option : parsed.options) {
    if (!seen.insert(option.string_key).second) {
      problems.push_back(fmt::format("{} line {}: {} is set twice, first in line {}", file.string(),
                                     line_of(file, option.string_key, 2), option.string_key,
                                     line_of(file, option.string_key)));
      continue;
    }
    settings.accept(option.string_key, option.value.empty() ? "" : option.value.front(),
                    ValueOrigin::survey_file, problems);
  }
  // "--section.name=" gives a key back its being unset, which Program_options takes for a mistake.
  std::vector<std::string> with_values;
  for (auto override_text : overrides) {
    // "--section.name" alone is a yes.
    const auto* flag = override_text.starts_with("--") ? find_setting(override_text.substr(2)) : nullptr;
    if (flag && flag->kind == SettingKind::yes_no) override_text += "=yes";
    if (override_text.starts_with("--") && override_text.ends_with('='))
      settings.accept(override_text.substr(2, override_text.size() - 3), "", ValueOrigin::command_line,
                      problems);
    else
      with_values.push_back(override_text);
  }
  for (const auto& option : parse_overrides(with_values).options) {
    if (option.string_key.empty()) {
      problems.push_back(
          fmt::format("command line: '{}' is not understood; settings are given as --section.key=value",
                      option.original_tokens.empty() ? "" : option.original_tokens.front()));
      continue;
    }
    settings.accept(option.string_key, option.value.empty() ? "" : option.value.front(),
                    ValueOrigin::command_line, problems);
  }
  std::ranges::transform(problems, problems.begin(), tidy);
  return settings;
}

Settings Settings::read(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
  Problems problems;
  auto settings = read(file, overrides, problems);
  if (!problems.empty()) throw Error(Fault::usage, fmt::format("{}", fmt::join(problems, "\n")));
  return settings;
}

std::string Settings::value_of(const std::string& key, const Setting& setting) const {
  const auto found = values_.find(key);
  return found == values_.end() ? setting.default_value : found->second.text;
}

std::string Settings::text(const std::string& key) const {
  const auto& setting = known(key);
  used_.insert(key);
  return value_of(key, setting);
}

double Settings::number(const std::string& key) const {
  return model::in_context(where(key), [&] { return parse_number(text(key)); });
}

int Settings::integer(const std::string& key) const {
  return static_cast<int>(number(key));
}

bool Settings::yes(const std::string& key) const {
  return text(key) == "yes";
}

std::vector<int> Settings::integers(const std::string& key) const {
  return parse_integer_list(text(key));
}

std::vector<double> Settings::numbers(const std::string& key) const {
  return parse_number_list(text(key));
}

std::vector<std::string> Settings::texts(const std::string& key) const {
  return parse_text_list(text(key));
}

std::filesystem::path Settings::path(const std::string& key) const {
  return resolved(key, text(key));
}

std::vector<std::filesystem::path> Settings::paths(const std::string& key) const {
  std::vector<std::filesystem::path> resolved_paths;
  for (const auto& given : texts(key)) resolved_paths.push_back(resolved(key, given));
  return resolved_paths;
}

std::filesystem::path Settings::resolved(const std::string& key, const std::filesystem::path& given) const {
  if (given.empty() || given.is_absolute()) return given;
  if (origin(key) == ValueOrigin::command_line) return given;
  return (file_.parent_path() / given).lexically_normal();
}

std::optional<double> Settings::number_if_set(const std::string& key) const {
  if (!has(key)) return std::nullopt;
  return number(key);
}

std::optional<int> Settings::integer_if_set(const std::string& key) const {
  if (!has(key)) return std::nullopt;
  return integer(key);
}

ValueOrigin Settings::origin(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? ValueOrigin::default_value : found->second.origin;
}

void Settings::set(const std::string& key, const std::string& value) {
  Problems problems;
  accept(key, value, ValueOrigin::survey_file, problems);
  if (!problems.empty()) throw Error(Fault::usage, problems.front());
}

std::string Settings::where(const std::string& key) const {
  const auto value = values_.find(key);
  if (value == values_.end()) return fmt::format("{} (not set)", key);
  if (value->second.origin == ValueOrigin::command_line)
    return fmt::format("command line: --{}={}", key, value->second.text);
  return fmt::format("{} line {}: {} = {}", file_.string(), line_of(file_, key), key, value->second.text);
}

std::vector<std::string> Settings::unused() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : values_)
    if (!used_.contains(key)) keys.push_back(key);
  return keys;
}

std::vector<std::pair<std::string, std::string>> Settings::chosen(
    const std::vector<std::string>& keys) const {
  std::vector<std::pair<std::string, std::string>> values;
  for (const auto& setting : registry()) {
    const bool named = std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
      return key == setting.key || (key.ends_with('.') && setting.key.starts_with(key));
    });
    if (named) values.emplace_back(setting.key, value_of(setting.key, setting));
  }
  return values;
}

std::string Settings::recorded(const std::string& key) const {
  return value_of(key, known(key));
}

std::vector<std::string> Settings::zone_layers() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : values_)
    if (is_zone_layer(key) && !value.text.empty()) names.push_back(key.substr(key.find('.') + 1));
  return names;
}

std::string Settings::survey_name() const {
  const auto given = text("survey.name");
  return given.empty() ? file_.stem().string() : given;
}

}  // namespace minenpp::survey
