#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace minenpp::model {

/// The whole number that all of `text` is, in decimal digits with '-' or without a sign; empty where it is
/// none or does not fit.
template <std::integral Integer = int>
[[nodiscard]] std::optional<Integer> whole_number(std::string_view text) {
  Integer value{};
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace minenpp::model
