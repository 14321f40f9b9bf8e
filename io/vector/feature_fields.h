#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <ogrsf_frmts.h>

#include "io/vector/polygon_layer.h"

namespace minenpp::io {

/// The place of a field that is not asked for.
inline constexpr int no_field = -1;

/// Place of the field `name` in a layer; no_field where `name` is empty. `setting`: what names it. Throws
/// Error(input) listing the fields where it is not among them.
[[nodiscard]] int field_of(OGRLayer& layer, const std::string& name, const std::string& setting,
                           const PolygonSettings& settings);

/// The name of the feature at `place` (from 1) of the file: its place where `field` is no_field. Throws
/// Error(input) where it is empty, no text in UTF-8, longer than 1000 bytes or of several lines.
[[nodiscard]] std::string name_of(OGRFeature& feature, int field, std::int64_t place,
                                  const PolygonSettings& settings);

/// The year of a field that holds numbers, dates or texts such as "1987" and "1987-05-01"; empty where it is
/// not asked for or not filled in. Throws Error(input), beginning with `label`, for anything else and for
/// years that are not of four digits.
[[nodiscard]] std::optional<int> year_of(OGRFeature& feature, int field, const std::string& label);

}  // namespace minenpp::io
