#pragma once

#include <optional>
#include <string>
#include <vector>

namespace minenpp::io {

/// The texts of a table that mean no value.
class MissingTexts {
 public:
  /// `own`: texts, and numbers whose value counts, however they are written. Besides these, what programs
  /// write: nothing, NA, NaN, N/A, NULL, None and a dash, in large or small letters.
  explicit MissingTexts(const std::vector<std::string>& own);

  /// `number`: what the text stands for, if it is a number.
  [[nodiscard]] bool contains(const std::string& text, const std::optional<double>& number) const;

 private:
  std::vector<std::string> texts_;
  std::vector<double> numbers_;
};

}  // namespace minenpp::io
