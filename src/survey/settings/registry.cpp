#include "survey/settings/registry.h"

#include <algorithm>
#include <numeric>

namespace minenpp::survey {

namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitution});
    }
  }
  return row.back();
}

}  // namespace

const std::vector<Section>& sections() {
  static const std::vector<Section> list{
      {"survey", "what the survey is called"},
      {"run", "which years, and how the work is shared and shown"},
      {"output", "where results go and how they are packed"},
      {"grid", "the study grid that everything is brought to"},
      {"ndvi", "NDVI rasters and how they become monthly NDVI and its bounds"},
      {"scenes", "satellite scenes that NDVI is computed from"},
      {"input", "what happens when an input is not as it should be"},
      {"landcover", "land-cover rasters and the parameters of the classes"},
      {"stations", "the table of weather stations"},
      {"gridded", "weather rasters in place of stations, variable by variable"},
      {"weather", "how station values are spread over the grid (kriging)"},
      {"zones", "study boundary, mines and townships"},
      {"mines", "what land is a mine"},
      {"rings", "land around mines by distance"},
      {"ledger", "what mines take and reclamation gives back, against land far from mines"},
      {"casa", "the light-use-efficiency model"},
      {"change", "classes of change between two years"},
      {"trend", "trends over all surveyed years"},
      {"climate", "how NPP goes with the weather over the surveyed years"},
      {"validation", "field samples that the result is compared with"},
      {"report", "the page that shows the result"},
  };
  return list;
}

const std::vector<Setting>& registry() {
  static const auto all = [] {
    std::vector<Setting> joined;
    for (auto part : {survey_settings(), input_settings(), scene_settings(), gridded_settings(),
                      weather_settings(), mine_settings(), science_settings(), trend_settings(),
                      climate_settings(), validation_settings(), report_settings()})
      joined.insert(joined.end(), part.begin(), part.end());
    std::vector<Setting> ordered;
    for (const auto& section : sections())
      for (const auto& setting : joined)
        if (setting.section() == section.name) ordered.push_back(setting);
    return ordered;
  }();
  return all;
}

const Setting* find_setting(const std::string& key) {
  const auto& all = registry();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Setting& s) { return s.key == key; });
  return found == all.end() ? nullptr : &*found;
}

bool is_zone_layer(const std::string& key) {
  const std::string section = "zones.";
  if (!key.starts_with(section) || key.size() == section.size() || find_setting(key)) return false;
  return std::all_of(key.begin() + static_cast<std::ptrdiff_t>(section.size()), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

const Setting* find_setting_or_layer(const std::string& key) {
  if (const auto* setting = find_setting(key)) return setting;
  if (is_zone_layer(key)) return find_setting("zones.NAME");
  for (const std::string suffix : {"-name", "-layer"})
    if (key.ends_with(suffix) && is_zone_layer(key.substr(0, key.size() - suffix.size())))
      return find_setting("zones.NAME" + suffix);
  return nullptr;
}

bool looks_mistyped(const std::string& key) {
  constexpr std::size_t letters = 2;
  if (find_setting(key)) return false;
  return std::ranges::any_of(registry(), [&](const Setting& setting) {
    return setting.section() == "zones" && edit_distance(setting.key, key) <= letters;
  });
}

std::string nearest_key(const std::string& mistyped) {
  const auto dot = mistyped.find('.');
  const auto name = dot == std::string::npos ? mistyped : mistyped.substr(dot + 1);
  std::string best;
  std::size_t best_distance = 0;
  for (const auto& setting : registry()) {
    const std::size_t distance =
        setting.name() == name ? 1 : 2 * std::min(edit_distance(mistyped, setting.key), mistyped.size());
    if (best.empty() || distance < best_distance) {
      best = setting.key;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace minenpp::survey
