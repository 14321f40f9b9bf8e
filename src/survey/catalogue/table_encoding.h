#pragma once

#include <string>

#include "survey/run/notices.h"
#include "survey/settings/settings.h"

namespace minenpp::survey {

/// Warns where the table that the setting `key` names is not UTF-8 and so is taken for Windows-1252 or GBK.
/// Says nothing where the setting is empty or the table cannot be opened, which its reader tells.
void warn_about_encoding(const Settings& settings, const std::string& key, Notices& notices);

}  // namespace minenpp::survey
