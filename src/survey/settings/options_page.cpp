#include "survey/settings/options_page.h"

#include <algorithm>

#include <boost/algorithm/string.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/error.h"
#include "survey/settings/registry.h"

namespace minenpp::survey {

namespace {

std::string allowed(const Setting& setting) {
  switch (setting.kind) {
    case SettingKind::choice:
    case SettingKind::yes_no:
      return fmt::format("{}", fmt::join(setting.choices(), ", "));
    case SettingKind::path:
      return "path";
    case SettingKind::text:
      return "text";
    case SettingKind::path_list:
      return "paths, comma-separated";
    case SettingKind::text_list:
      return "texts, comma-separated";
    case SettingKind::integer_list:
      return setting.range.empty() ? "list" : "list in " + setting.range;
    case SettingKind::number_list:
      return "numbers, comma-separated";
    case SettingKind::integer:
      return setting.range.empty() ? "whole number" : "whole number in " + setting.range;
    case SettingKind::number:
      return setting.range.empty() ? "number" : "number in " + setting.range;
  }
  return {};
}

std::string table_cell(std::string text) {
  boost::replace_all(text, "|", "\\|");
  return text;
}

std::string key_help(const Setting& setting) {
  return fmt::format("{}\n  {}\n  unit:    {}\n  default: {}\n  allowed: {}\n  source:  {}\n", setting.key,
                     setting.description, setting.unit,
                     setting.default_value.empty() ? "(not set)" : setting.default_value, allowed(setting),
                     setting.source);
}

std::string section_help(const Section& section) {
  std::string text = fmt::format("[{}]  {}\n\n", section.name, section.description);
  for (const auto& setting : registry())
    if (setting.section() == section.name)
      text +=
          fmt::format("  {:<32} {}\n  {:<32} default {}; {}\n", setting.key, setting.description, "",
                      setting.default_value.empty() ? "(not set)" : setting.default_value, allowed(setting));
  return text;
}

}  // namespace

std::string options_page() {
  std::string page =
      "# Settings\n\n"
      "Every key of a survey file, made by `minenpp help options` from the program's registry. A key is "
      "written in\n"
      "the survey file as `name = value` under its `[section]`, or on the command line as "
      "`--section.name=value`,\n"
      "which wins. Relative paths in a survey file are relative to that file.\n";
  for (const auto& section : sections()) {
    page += fmt::format(
        "\n## [{}]\n\n{}{}.\n\n| key | what it is | unit | default | allowed | source |\n"
        "|---|---|---|---|---|---|\n",
        section.name, static_cast<char>(std::toupper(section.description[0])), section.description.substr(1));
    for (const auto& setting : registry()) {
      if (setting.section() != section.name) continue;
      page +=
          fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", setting.key, table_cell(setting.description),
                      setting.unit, setting.default_value.empty() ? "" : "`" + setting.default_value + "`",
                      table_cell(allowed(setting)), table_cell(setting.source));
    }
  }
  return page;
}

std::string settings_help(const std::string& topic) {
  const auto section =
      std::find_if(sections().begin(), sections().end(), [&](const Section& s) { return s.name == topic; });
  if (section != sections().end()) return section_help(*section);
  if (const auto* setting = find_setting(topic)) return key_help(*setting);
  throw model::Error(
      model::Fault::usage,
      fmt::format("no section or setting is called '{}'; did you mean {}?", topic, nearest_key(topic)));
}

std::string sections_help() {
  std::string text;
  for (const auto& section : sections())
    text += fmt::format("  {:<12} {}\n", section.name, section.description);
  return text;
}

}  // namespace minenpp::survey
