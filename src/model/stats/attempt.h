#pragma once

#include <optional>
#include <string>
#include <utility>

namespace minenpp::model {

/// A statistic that the data may not suffice for: its value, or the reason why there is none, for a table or
/// a warning. Unlike an Error it does not stop a survey.
template <typename T>
struct Attempt {
  std::optional<T> value;
  std::string reason;  ///< empty where there is a value

  [[nodiscard]] static Attempt done(T result) { return {std::move(result), {}}; }
  [[nodiscard]] static Attempt refused(std::string why) { return {std::nullopt, std::move(why)}; }
};

}  // namespace minenpp::model
