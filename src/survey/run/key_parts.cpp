#include "survey/run/key_parts.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "io/results/stage_key.h"

namespace minenpp::survey {

namespace {

/// Names of stages among the parts begin with it; no setting holds a space.
constexpr const char* stage_prefix = "stage ";

std::string without_prefix(const std::string& name) {
  return name.starts_with(stage_prefix) ? name.substr(std::string(stage_prefix).size()) : name;
}

}  // namespace

KeyParts::KeyParts(const std::string& stage) {
  add("kind of file", fmt::format("{}, format {}", stage, io::format_version));
}

void KeyParts::add(const std::string& name, const std::string& value) {
  if (const auto [part, fresh] = values_.emplace(name, value); !fresh && part->second != value)
    throw std::logic_error("two parts of a stage's key are called " + name);
}

void KeyParts::add_input(const std::string& name, const std::string& file, const std::string& identity) {
  if (!file.empty()) files_[name] = file;
  add(name, identity);
}

void KeyParts::add_settings(const Settings& settings, const std::vector<std::string>& keys) {
  for (const auto& [key, value] : settings.chosen(keys)) add(key, value);
}

void KeyParts::add_given(const Settings& settings, const std::vector<std::string>& keys) {
  for (const auto& [key, value] : settings.chosen(keys))
    if (!value.empty()) add(key, value);
}

void KeyParts::add_stage(const std::string& name, const KeyParts& parts) {
  add(stage_prefix + name, parts.key().hash);
}

io::StageKey KeyParts::key() const {
  std::string text;
  nlohmann::json told = nlohmann::json::object();
  for (const auto& [name, value] : values_) {
    text += fmt::format("{} {}{} {}", name.size(), name, value.size(), value);
    told[name] = value;
  }
  const auto hash = XXH3_128bits(text.data(), text.size());
  return {fmt::format("{:016x}{:016x}", hash.high64, hash.low64),
          told.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

std::optional<KeyParts> KeyParts::told_by(const std::filesystem::path& file) {
  const auto told = nlohmann::json::parse(io::stage_parts(file), nullptr, false);
  if (!told.is_object()) return std::nullopt;
  KeyParts parts;
  for (const auto& [name, value] : told.items()) {
    if (!value.is_string()) return std::nullopt;
    parts.add(name, value.get<std::string>());
  }
  return parts;
}

std::string KeyParts::value(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string() : found->second;
}

std::vector<PartChange> changes(const KeyParts& before, const KeyParts& now) {
  std::set<std::string> names;
  for (const auto* parts : {&before, &now})
    for (const auto& part : parts->values_) names.insert(part.first);
  const auto value_in = [](const KeyParts& parts, const std::string& name) {
    const auto found = parts.values_.find(name);
    return found == parts.values_.end() ? std::nullopt : std::optional(found->second);
  };
  std::vector<PartChange> found;
  for (const auto& name : names) {
    auto old_value = value_in(before, name), new_value = value_in(now, name);
    if (old_value == new_value) continue;
    const auto file = now.files_.find(name);
    found.push_back({without_prefix(name), std::move(old_value), std::move(new_value),
                     file == now.files_.end() ? std::string() : file->second,
                     name.starts_with(stage_prefix)});
  }
  return found;
}

}  // namespace minenpp::survey
