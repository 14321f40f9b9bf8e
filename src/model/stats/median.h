#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace minenpp::model {

/// Exact median of at least one value, none of them NaN; below + (above - below) / 2 of the two in the middle
/// where their number is even. Overwrites `values` and `scratch`, which is at least as long. Allocates
/// nothing.
///
/// Quickselect (Hoare 1961) whose passes move every value without a branch on it: of random values, half of
/// such branches would be mispredicted, which costs more than all the rest.
[[nodiscard]] double median(std::span<double> values, std::span<double> scratch);

/// The same of those values that are no NaN; none where there are none. Allocates its own scratch.
[[nodiscard]] std::optional<double> median_of(std::vector<double> values);

}  // namespace minenpp::model
