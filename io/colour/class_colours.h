#pragma once

#include <string>
#include <vector>

#include "io/colour/ramps.h"

namespace minenpp::io {

/// A colour for each class of a map, by what its classes mean: the program's own land-cover, change and trend
/// classes have theirs ("open_pit", "large_loss", ...); rings ("mine", "0_to_200_m", ...) go from dark to
/// light; other names take distinct colours in turn. As many as `meanings`.
[[nodiscard]] std::vector<Colour> class_colours(const std::vector<std::string>& meanings);

}  // namespace minenpp::io
