#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace minenpp::io {

/// Parses JSON whose nesting is at most 64 levels. Throws Error(input) naming the byte.
[[nodiscard]] nlohmann::json parse_json(std::string_view bytes, const std::string& name);

/// A member of an object; null where `object` is none or has no such member.
[[nodiscard]] const nlohmann::json* member(const nlohmann::json& object, const char* key);

/// The first of `keys` that the object has as a text (numbers are written out); empty where there is none.
[[nodiscard]] std::optional<std::string> text_member(const nlohmann::json& object,
                                                     std::initializer_list<const char*> keys);

/// The first of `keys` that the object has as a finite number, or as a text that is one.
[[nodiscard]] std::optional<double> number_member(const nlohmann::json& object,
                                                  std::initializer_list<const char*> keys);

}  // namespace minenpp::io
