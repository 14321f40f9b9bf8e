#include "io/scenes/stac_json.h"

#include <cmath>

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "io/tables/csv.h"
#include "model/error.h"

namespace minenpp::io {

using model::Error;
using model::Fault;
using nlohmann::json;

json parse_json(std::string_view bytes, const std::string& name) {
  constexpr int deepest = 64;
  const auto check_depth = [&](int depth, json::parse_event_t, const json&) {
    if (depth > deepest)
      throw Error(Fault::input, fmt::format("'{}': JSON nested deeper than {} levels", name, deepest));
    return true;
  };
  try {
    return json::parse(bytes.begin(), bytes.end(), check_depth);
  } catch (const json::parse_error& error) {
    const auto at = std::min(error.byte == 0 ? 0 : error.byte - 1, bytes.size());
    throw Error(Fault::input, fmt::format("'{}': byte {}: '{}' is not JSON that goes on here", name,
                                          error.byte, shown(bytes.substr(at, 20))));
  } catch (const json::exception& error) {
    throw Error(Fault::input,
                fmt::format("'{}' is not JSON that can be read ({})", name, shown(error.what())));
  }
}

const json* member(const json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> text_member(const json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto* value = member(object, key);
    if (value == nullptr) continue;
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number_integer()) return value->dump();
  }
  return std::nullopt;
}

std::optional<double> number_member(const json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto* value = member(object, key);
    if (value == nullptr) continue;
    if (value->is_number() && std::isfinite(value->get<double>())) return value->get<double>();
    if (!value->is_string()) continue;
    if (const auto number = number_from(value->get_ref<const std::string&>())) return number;
  }
  return std::nullopt;
}

}  // namespace minenpp::io
