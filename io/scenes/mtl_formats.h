#pragma once

#include <cstddef>
#include <string_view>

#include "io/scenes/metadata.h"

namespace minenpp::io {

/// Groups nested deeper than this are refused.
inline constexpr std::size_t deepest_mtl = 64;

/// The three formats of an MTL; see parse_mtl. Each adds to `metadata`, whose name is used in messages.
void parse_mtl_odl(std::string_view bytes, Metadata& metadata);
void parse_mtl_json(std::string_view bytes, Metadata& metadata);
void parse_mtl_xml(std::string_view bytes, Metadata& metadata);

/// Throws Error(input) unless `root` is the name an MTL's outermost group has.
void check_mtl_root(std::string_view root, const Metadata& metadata);

}  // namespace minenpp::io
