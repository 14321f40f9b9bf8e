#pragma once

#include <filesystem>
#include <string>

#include <boost/program_options.hpp>

#include "survey/settings/settings.h"

namespace minenpp::survey {

// Survey files as text: what Program_options makes of one, and where in it something stands.

/// All settings of the registry, each a text.
[[nodiscard]] boost::program_options::options_description described_options();

/// The keys of a survey file with their values. Throws Error(usage), naming file and line: a folder, a file
/// that cannot be read, a line that is neither [section] nor name = value.
[[nodiscard]] boost::program_options::parsed_options parse_survey_file(const std::filesystem::path& file);

/// The line of a survey file that sets `key`, for the `nth` time; 0 where none does.
[[nodiscard]] int line_of(const std::filesystem::path& file, const std::string& key, int nth = 1);

/// Values that the INI rules would cut short become problems: everything after # is a remark there, also
/// inside a word.
void find_cut_values(const std::filesystem::path& file, Problems& problems);

/// A problem as one line of bounded length, without what a terminal would obey: survey files may hold
/// anything.
[[nodiscard]] std::string tidy(std::string problem);

}  // namespace minenpp::survey
