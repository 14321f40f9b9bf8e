#include "io/scenes/metadata.h"

#include <fmt/format.h>

#include "io/scenes/scene_text.h"
#include "io/tables/csv.h"
#include "model/error.h"

namespace minenpp::io {

using model::Error;
using model::Fault;

void Metadata::add(const std::string& group, const std::string& key, std::string value) {
  constexpr std::size_t most = 200'000;  // two names an entry
  if (values_.size() >= most)
    throw Error(Fault::input, fmt::format("'{}' holds more than {} entries", name_, most / 2));
  // Each entry is kept with its group's name, so a file of many entries in a group of an endless name would
  // grow.
  constexpr std::size_t longest_name = 200;
  for (const auto* text : {&group, &key})
    if (text->size() > longest_name)
      throw Error(Fault::input,
                  fmt::format("'{}' has the name '{}' of {} characters; at most {} are expected", name_,
                              shown(*text), text->size(), longest_name));
  values_.emplace(key, value);
  values_.emplace(group + "." + key, std::move(value));
}

std::optional<std::string> Metadata::find(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> Metadata::find(const Groups& groups, const std::string& key) const {
  for (const auto& group : groups)
    if (auto value = find(group + "." + key)) return value;
  return std::nullopt;
}

std::optional<double> Metadata::find_number(const std::string& key) const {
  return as_number(key, find(key));
}

std::optional<double> Metadata::find_number(const Groups& groups, const std::string& key) const {
  return as_number(key, find(groups, key));
}

double Metadata::number(const std::string& key) const {
  return required(key, find_number(key));
}

double Metadata::number(const Groups& groups, const std::string& key) const {
  return required(key, find_number(groups, key));
}

std::optional<double> Metadata::as_number(const std::string& key,
                                          const std::optional<std::string>& text) const {
  if (!text) return std::nullopt;
  const auto value = number_from(*text);
  if (!value)
    throw Error(Fault::input,
                fmt::format("'{}' says {} = '{}'; a number is expected", name_, key, shown(*text)));
  return value;
}

double Metadata::required(const std::string& key, const std::optional<double>& value) const {
  if (!value) throw Error(Fault::input, fmt::format("'{}' does not say {}", name_, key));
  return *value;
}

}  // namespace minenpp::io
