#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "io/report/cube.h"

namespace minenpp::io {

using Json = nlohmann::json;

/// Probabilities below are shown as below it.
inline constexpr double least_probability = 0.001;

/// A sentence of the report whose numbers can be traced: "{0}", "{1}", ... stand for them. Names from a
/// survey are put in with text(), which keeps braces in them apart from these.
class Sentence {
 public:
  explicit Sentence(std::string text, std::string level = "note");

  /// The next number, as shown with `digits` decimals and thousands set apart.
  Sentence& number(const Sourced& number, int digits);
  /// The next number, a probability that is shown as no less than least_probability: "p < {0}" is then the
  /// word.
  Sentence& probability(const Sourced& p);
  /// The next number: by how many percent `later` is above `earlier`, without its sign.
  Sentence& percent_between(const Sourced& later, const Sourced& earlier, int digits);

  [[nodiscard]] Json json() const;

 private:
  std::string text_, level_;
  Json numbers_ = Json::array();
};

/// "12,345.7"; "-" for NaN.
[[nodiscard]] std::string decimal(double value, int digits);

/// A number for JSON: null where it is NaN or infinite.
[[nodiscard]] Json number_or_null(double value);

/// A name from a survey, for the text of a Sentence: "{" and "}" become "(" and ")".
[[nodiscard]] std::string plain(std::string name);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace minenpp::io
