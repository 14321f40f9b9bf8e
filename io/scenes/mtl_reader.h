#pragma once

#include <string>
#include <string_view>

#include "io/scenes/metadata.h"

namespace minenpp::io {

/// Longest MTL file that is read, bytes. A real one has 5 to 70 KB.
inline constexpr std::size_t longest_mtl = std::size_t{16} << 20;

/// Reads a Landsat MTL from memory in any of its three formats, told apart by the first character: ODL text,
/// JSON ('{') or XML ('<'); both L1_METADATA_FILE (Collection 1 and before) and LANDSAT_METADATA_FILE
/// (Collection 2). ODL text ends at END or at the first NUL byte; Windows line ends are understood, quotes
/// are removed. `name`: what messages call the file.
///
/// Throws Error(input) naming the line (ODL) or the byte (JSON), what was found and what was expected: not in
/// the format, no MTL, cut off inside a group, longer than `longest_mtl`, nested deeper than 64 levels.
[[nodiscard]] Metadata parse_mtl(std::string_view bytes, const std::string& name);

/// Reads an MTL file (a path or a /vsitar/ name). Throws like parse_mtl, and where it cannot be read.
[[nodiscard]] Metadata read_mtl(const std::string& path);

/// LANDSAT_PRODUCT_ID of the product itself, else LANDSAT_SCENE_ID (products before collections).
/// Throws Error(input) where there is neither.
[[nodiscard]] std::string mtl_id(const Metadata& mtl);

}  // namespace minenpp::io
