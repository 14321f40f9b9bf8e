#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace minenpp::io {

/// Metadata of a scene as text by key, and by group and key: one key may stand in several groups with
/// different values (Collection 2 Level-2 says REFLECTANCE_MULT_BAND_4 of both levels). Where one name is
/// given twice the first counts.
class Metadata {
 public:
  /// Groups to look into, in this order.
  using Groups = std::vector<std::string>;

  /// `name`: what messages call the file.
  explicit Metadata(std::string name) : name_(std::move(name)) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool empty() const { return values_.empty(); }

  /// Throws Error(input) where there are more entries than any product has (100,000), or where a name is
  /// longer than any is (200 characters).
  void add(const std::string& group, const std::string& key, std::string value);

  /// The value in whichever group comes first in the file; empty where there is none.
  [[nodiscard]] std::optional<std::string> find(const std::string& key) const;

  /// The value in the first of `groups` that has the key; empty where none has.
  [[nodiscard]] std::optional<std::string> find(const Groups& groups, const std::string& key) const;

  /// The same as a number; empty where there is none. Throws Error(input) where it is no finite number.
  [[nodiscard]] std::optional<double> find_number(const std::string& key) const;
  [[nodiscard]] std::optional<double> find_number(const Groups& groups, const std::string& key) const;

  /// As find_number, and throws Error(input) where there is none.
  [[nodiscard]] double number(const std::string& key) const;
  [[nodiscard]] double number(const Groups& groups, const std::string& key) const;

 private:
  [[nodiscard]] std::optional<double> as_number(const std::string& key,
                                                const std::optional<std::string>& text) const;
  [[nodiscard]] double required(const std::string& key, const std::optional<double>& value) const;

  std::string name_;
  std::map<std::string, std::string> values_;  // "GROUP.KEY" and "KEY"
};

}  // namespace minenpp::io
