#pragma once

#include <string>

#include "io/report/sentence.h"

namespace minenpp::io {

/// The page that shows a report: one HTML file with styles, program, chart library and all data in it.
[[nodiscard]] std::string page_of(const Json& report);

}  // namespace minenpp::io
