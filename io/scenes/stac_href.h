#pragma once

#include <string>

#include "io/scenes/stac_reader.h"

namespace minenpp::io {

/// The local file that an asset's href stands for. `asset`: its key, for messages. See parse_stac.
/// Throws Error(input) saying where the asset is where no such file is there.
[[nodiscard]] std::string local_file(const std::string& asset, const std::string& href,
                                     const std::string& folder, const FileThere& there);

}  // namespace minenpp::io
