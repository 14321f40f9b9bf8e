#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/results/stage_key.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// One thing that differs between what a file was made from and what it would be made from now.
struct PartChange {
  std::string
      name;  ///< a setting ("casa.te2-constant"), an input ("landcover.pattern"), a stage ("NPP 2006")
  std::optional<std::string> before, now;  ///< nothing: not a part then
  std::string file;                        ///< of an input that there is now; else empty
  bool of_stage = false;                   ///< the stage before is another, which has reasons of its own
};

/// Everything that a stage's file depends on, as values by name. Names and values make the stage's key, so
/// neither holds a folder, a time or how the work was shared.
class KeyParts {
 public:
  KeyParts() = default;
  /// `stage`: what kind of file it is.
  explicit KeyParts(const std::string& stage);

  /// Throws std::logic_error where two parts of one name differ.
  void add(const std::string& name, const std::string& value);
  /// An input file by its identity; where it lies is for those who read, and no part of the key.
  void add_input(const std::string& name, const std::string& file, const std::string& identity);
  /// The named settings or sections ("casa." names a section).
  void add_settings(const Settings& settings, const std::vector<std::string>& keys);
  /// Those of the named settings that have a value: results of before these settings came stay as they are.
  void add_given(const Settings& settings, const std::vector<std::string>& keys);
  /// Another stage whose file this one is made from.
  void add_stage(const std::string& name, const KeyParts& parts);

  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  [[nodiscard]] io::StageKey key() const;

  /// The parts that a file tells; nothing where it tells none, as files of another version do.
  [[nodiscard]] static std::optional<KeyParts> told_by(const std::filesystem::path& file);

  /// Empty where there is no such part.
  [[nodiscard]] std::string value(const std::string& name) const;

  friend std::vector<PartChange> changes(const KeyParts& before, const KeyParts& now);

 private:
  std::map<std::string, std::string> values_;
  std::map<std::string, std::string> files_;  ///< by name of input
};

/// What differs, by name.
[[nodiscard]] std::vector<PartChange> changes(const KeyParts& before, const KeyParts& now);

}  // namespace minenpp::survey
