#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace minenpp::io {

/// One field sample as its table has it.
struct Sample {
  std::string id;           ///< where the table has no such column: its place in the table, from "1"
  double x = 0, y = 0;      ///< longitude and latitude, degrees (WGS 84), or the grid's own coordinates
  int year = 0, month = 0;  ///< month: 0 where samples are of a whole year
  double value = 0;         ///< as measured, in the table's unit; NaN where missing
  double root_shoot = 0;    ///< NaN where the table gives none
  std::int64_t line = 0;    ///< of the file
};

/// Names of the columns of a sample table.
struct SampleColumns {
  std::string id = "id";  ///< may be absent
  std::string lon = "lon", lat = "lat";
  std::string x = {}, y = {};  ///< both set: coordinates of the grid's CRS in place of lon and lat
  std::string year = "year", month = "month";
  std::string date = {};  ///< a column YYYY-MM or YYYY-MM-DD in place of year and month
  std::string value = "value";
  std::string root_shoot = {};  ///< empty: none is read
};

/// What to read from a sample table and how.
struct SampleSettings {
  std::string path;
  SampleColumns columns = {};
  bool whole_years = false;                              ///< no month is read
  std::optional<int> fixed_year = {}, fixed_month = {};  ///< of tables without such a column
  double lowest = 0, highest = 1e9;                      ///< what a value may be, in the table's unit
  std::string unit = {};                                 ///< its name, for messages
  std::vector<std::string> missing = {"", "NA", "NaN", "-9999"};  ///< texts (and numbers) that mean no value
  std::string section = "validation";  ///< where these settings stand, for messages
};

/// Reads a sample table, in its own order. Longitudes come as -180..180.
///
/// Throws Error(input), naming the file and the line: a column that is not there (with those that are), a
/// text in a number column, a longitude, latitude, year or month out of range, coordinates that look swapped,
/// a date that is none, a value outside lowest..highest, a root to shoot ratio outside 0..50, two samples of
/// one name and time (both lines), a table without a record. Throws Error(usage) where one of the columns x
/// and y is named without the other.
[[nodiscard]] std::vector<Sample> read_samples(const SampleSettings& settings);

}  // namespace minenpp::io
