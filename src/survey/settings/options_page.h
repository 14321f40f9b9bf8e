#pragma once

#include <string>

namespace minenpp::survey {

/// docs/options.md: every setting by section, made from the registry.
[[nodiscard]] std::string options_page();

/// `minenpp help TOPIC`: one section, or one key in full. Throws Error(usage), with the nearest key, for
/// neither.
[[nodiscard]] std::string settings_help(const std::string& topic);

/// The sections, a line each.
[[nodiscard]] std::string sections_help();

}  // namespace minenpp::survey
