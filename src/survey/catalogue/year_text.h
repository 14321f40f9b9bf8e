#pragma once

#include <string>
#include <vector>

namespace minenpp::survey {

/// Ascending calendar years as a reader lists them: "2001, 2004 to 2009, 2015".
[[nodiscard]] std::string year_text(const std::vector<int>& years);

}  // namespace minenpp::survey
