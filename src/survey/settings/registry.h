#pragma once

#include <string>
#include <vector>

#include "survey/settings/setting.h"

namespace minenpp::survey {

/// Every setting there is, by section, in the order of help and docs/options.md. The command line, the survey
/// file, the help, the options page, the checks and the copy in the result are all made from this list.
[[nodiscard]] const std::vector<Setting>& registry();

/// The registry's entry for `key`, or null.
[[nodiscard]] const Setting* find_setting(const std::string& key);

/// The registry's entry for `key`, or that of zones.NAME, zones.NAME-name or zones.NAME-layer where the key
/// names a polygon layer of the user's own, or null.
[[nodiscard]] const Setting* find_setting_or_layer(const std::string& key);

/// Does the key (not in the registry) name a polygon layer of the user's own: zones. and a word of letters,
/// digits and underscores?
[[nodiscard]] bool is_zone_layer(const std::string& key);

/// Is this a layer of the user's own only because a setting of zones was mistyped by a letter or two?
[[nodiscard]] bool looks_mistyped(const std::string& key);

/// The sections in order, each with one line on what it is for.
struct Section {
  std::string name, description;
};
[[nodiscard]] const std::vector<Section>& sections();

/// The known key that is nearest to a mistyped one by edit distance; a name that is right but in the wrong
/// section is found first.
[[nodiscard]] std::string nearest_key(const std::string& mistyped);

// The registry's parts; each file holds the sections of its name.
[[nodiscard]] std::vector<Setting> survey_settings();      // survey, run, output, grid
[[nodiscard]] std::vector<Setting> input_settings();       // ndvi, landcover, stations, zones
[[nodiscard]] std::vector<Setting> scene_settings();       // scenes, input
[[nodiscard]] std::vector<Setting> gridded_settings();     // gridded
[[nodiscard]] std::vector<Setting> weather_settings();     // weather
[[nodiscard]] std::vector<Setting> mine_settings();        // mines, rings, ledger
[[nodiscard]] std::vector<Setting> science_settings();     // casa, change
[[nodiscard]] std::vector<Setting> trend_settings();       // trend
[[nodiscard]] std::vector<Setting> climate_settings();     // climate
[[nodiscard]] std::vector<Setting> validation_settings();  // validation
[[nodiscard]] std::vector<Setting> report_settings();      // report

}  // namespace minenpp::survey
