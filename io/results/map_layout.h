#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/hdf5/attributes.h"
#include "io/results/stage_key.h"
#include "io/year_month.h"
#include "model/grid/grid.h"

namespace minenpp::io {

/// A calendar month, `month` in 1..12.
/// First day of a month, days since 1970-01-01 (proleptic Gregorian).
[[nodiscard]] std::int32_t first_day(const YearMonth& month);

/// The month after.
[[nodiscard]] YearMonth next(const YearMonth& month);

/// One map, or one a month.
struct MapVariable {
  std::string name;
  ValueType type = ValueType::int16;  ///< any but text

  /// value = stored * scale_factor + add_offset. The writer stores what it is given; readers such as xarray
  /// apply these.
  double scale_factor = 1;
  double add_offset = 0;

  /// Stored value of "no data", written where nothing else is. None: NaN for floating types; integer types
  /// without one start as 0 and have no _FillValue.
  std::optional<double> fill;

  std::string units;      ///< CF units of the value, "1" where it has none; empty: not written
  std::string long_name;  ///< this and those below: empty, not written
  std::string standard_name = {};
  std::string cell_methods = {};
  std::vector<std::int64_t> flag_values = {};  ///< for classes: the codes, and a word for each
  std::vector<std::string> flag_meanings = {};
  bool per_time = true;  ///< one map for each month of the file, or a single map
};

/// A range of months of a file, by index.
struct MonthRange {
  std::int64_t first = 0;
  std::int64_t count = 1;
};

/// All there is to know about a map file before its pixels.
struct MapLayout {
  model::Grid grid;
  std::string crs_wkt;            ///< any form OGR reads
  std::vector<YearMonth> months;  ///< ascending; empty for a file without time
  std::vector<MapVariable> variables;
  std::string title;
  StageKey stage_key;
  std::int64_t tile_size = 256;  ///< edge of a chunk in pixels, clipped to the grid
  int deflate_level = 1;         ///< 1..9
  bool is_shown = true;          ///< is it a map to look at, which has an overview where it is large?
  Attributes attributes = {};    ///< further attributes of the file; nothing that changes from run to run
};

/// Throws Error(system) for a layout that cannot be written: no variable, two of one name, text, a fill
/// outside the type, months out of order, per_time without months, flag values without as many meanings, a
/// setting out of range.
void check_layout(const MapLayout& layout);

}  // namespace minenpp::io
