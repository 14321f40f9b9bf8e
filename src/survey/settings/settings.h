#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "survey/settings/registry.h"

namespace minenpp::survey {

/// One thing wrong with a survey, said so that a user can mend it.
using Problems = std::vector<std::string>;

/// Where a value came from.
enum class ValueOrigin { default_value, survey_file, command_line };

/// The settings of one survey: the registry's defaults, the survey file over them, the command line over
/// both.
class Settings {
 public:
  /// All defaults; relative paths are then relative to the working folder.
  Settings() = default;

  /// Reads a survey file (INI) and `overrides` such as "--run.years=2020". All that is wrong (unknown keys
  /// with the nearest known one, values out of range, keys given twice) goes into `problems`; a file that
  /// cannot be read or parsed at all throws Error(usage).
  static Settings read(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                       Problems& problems);

  /// As above, but any problem is thrown as one Error(usage).
  static Settings read(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

  // Each of these marks the key as used. The key must be in the registry and of the kind asked for.
  [[nodiscard]] std::string text(const std::string& key) const;
  [[nodiscard]] double number(const std::string& key) const;
  [[nodiscard]] int integer(const std::string& key) const;
  [[nodiscard]] bool yes(const std::string& key) const;
  [[nodiscard]] std::vector<int> integers(const std::string& key) const;
  [[nodiscard]] std::vector<double> numbers(const std::string& key) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& key) const;
  /// Relative paths are resolved against the survey file's folder; an empty value stays empty.
  [[nodiscard]] std::filesystem::path path(const std::string& key) const;
  [[nodiscard]] std::vector<std::filesystem::path> paths(const std::string& key) const;
  [[nodiscard]] std::optional<double> number_if_set(const std::string& key) const;
  [[nodiscard]] std::optional<int> integer_if_set(const std::string& key) const;

  /// Does the key have a value, its own or a default that is not empty?
  [[nodiscard]] bool has(const std::string& key) const { return !text(key).empty(); }
  [[nodiscard]] ValueOrigin origin(const std::string& key) const;

  /// Changes one value in the program (demo, tests). Throws Error(usage) for an unknown key or a bad value.
  void set(const std::string& key, const std::string& value);

  /// "file.ini: casa.te2-constant = 2 (line 14): " — the start of an error about a key's value.
  [[nodiscard]] std::string where(const std::string& key) const;

  /// Keys that the user set and nothing has read: probably not what the user meant.
  [[nodiscard]] std::vector<std::string> unused() const;

  /// Keys and values of the named settings or sections ("casa." names a section), in registry order: the part
  /// of a stage's key that comes from settings.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> chosen(
      const std::vector<std::string>& keys) const;

  /// The value as it was written, for the record; does not mark the key as used.
  [[nodiscard]] std::string recorded(const std::string& key) const;

  /// The names under which the survey gives further polygon layers ("counties" for zones.counties), sorted.
  [[nodiscard]] std::vector<std::string> zone_layers() const;

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  /// survey.name, or the survey file's name without its ending.
  [[nodiscard]] std::string survey_name() const;

 private:
  struct Value {
    std::string text;
    ValueOrigin origin;
  };
  [[nodiscard]] std::string value_of(const std::string& key, const Setting& setting) const;
  [[nodiscard]] std::filesystem::path resolved(const std::string& key,
                                               const std::filesystem::path& given) const;
  void accept(const std::string& key, const std::string& value, ValueOrigin origin, Problems& problems);

  std::filesystem::path file_;
  std::map<std::string, Value> values_;
  mutable std::set<std::string> used_;
};

}  // namespace minenpp::survey
