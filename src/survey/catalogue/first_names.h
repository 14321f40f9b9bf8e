#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace minenpp::survey {

/// How many of several things a message names; of all it says how many they are.
inline constexpr std::size_t most_named = 5;

/// The first names, each in quotes, and how many are left: "'East', 'West' and 3 more". `names` is not empty.
[[nodiscard]] std::string first_quoted(const std::vector<std::string>& names);

/// The first names as they are: "east, west, ...".
[[nodiscard]] std::string first_listed(const std::vector<std::string>& names);

}  // namespace minenpp::survey
