#pragma once

#include <string_view>

namespace minenpp::io {

/// What GDAL calls the files in a tar archive: "/vsitar/" and the archive's path before theirs.
inline constexpr std::string_view tar_prefix = "/vsitar/";

}  // namespace minenpp::io
