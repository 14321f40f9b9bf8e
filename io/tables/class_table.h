#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "model/casa/land_class.h"

namespace minenpp::io {

/// Reads the parameters of the land-cover classes from a CSV file with the columns
///   code            whole number, 1..65535
///   name
///   emax_gC_MJ      0..5
///   bounds          own, pooled, table or none
///   bounds_classes  codes of the classes pooled, separated by blanks; empty for the others
///   table_ndvi_min, table_ndvi_max   may be empty where the class is not vegetated
///   vegetated, woody                 yes or no
/// in any order. Throws Error(input), naming file, line and column: missing columns, bad numbers, unknown
/// words, a code twice, and whatever model::check_land_classes() refuses.
[[nodiscard]] std::vector<model::LandClass> read_classes(const std::string& path);

/// Writes that file, so that it reads back equal.
void write_classes(std::ostream& out, const std::vector<model::LandClass>& classes);

/// Codes of a land-cover raster -> codes of the class table.
using ClassMap = std::map<std::int32_t, int>;

/// Parses "1:3, 2:3, 21:1" (raster code : class code; empty text: no entries).
/// Throws Error(usage) naming the entry: not two whole numbers with a colon, a raster code twice, a class
/// that `classes` does not have.
[[nodiscard]] ClassMap class_map_from(const std::string& text, const std::vector<model::LandClass>& classes);

/// The map that takes every class of the table to itself, for rasters that hold the table's own codes.
[[nodiscard]] ClassMap own_codes(const std::vector<model::LandClass>& classes);

}  // namespace minenpp::io
