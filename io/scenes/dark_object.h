#pragma once

#include <array>
#include <cstdint>

#include "io/scenes/scene_files.h"

namespace minenpp::io {

/// The stored numbers of the dark object of a whole Level-1 scene, red and near infrared: of each band the
/// smallest number above 0 that at least `least` pixels have. Reads both bands from end to end.
/// Throws Error(input) where a band has no such number, or its numbers are not 16-bit whole numbers.
[[nodiscard]] std::array<std::int64_t, 2> find_dark_object(SceneFiles& files, std::int64_t least);

}  // namespace minenpp::io
