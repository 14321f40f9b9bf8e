#pragma once

#include <string>
#include <vector>

namespace minenpp::io {

/// The name in `names` that takes the fewest changed letters from `name`, capitals aside; empty where none is
/// near.
[[nodiscard]] std::string nearest_name(const std::string& name, const std::vector<std::string>& names);

}  // namespace minenpp::io
