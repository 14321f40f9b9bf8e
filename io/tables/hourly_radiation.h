#pragma once

#include <string>
#include <vector>

namespace minenpp::io {

/// A table of hourly (or otherwise sub-daily) radiation and how to read it.
struct HourlySettings {
  std::string path;
  std::string id_column = "id", time_column = "datetime", radiation_column = "radiation";
  std::string only_station = {};  ///< the station of a table without the id column
  std::vector<std::string> missing = {"", "NA", "NaN", "-9999"};
  std::vector<std::string> exclude = {};  ///< ids of stations to leave out
  std::vector<int> years = {};            ///< keep these only
  double least_share = 0.9;               ///< of the month's records, 0..1, that must have a value
};

/// The radiation of one station and month.
struct HourlyMonth {
  std::string id;
  int year = 0, month = 0;
  double share = 0;            ///< of the month's records that have a value, 0..1
  double radiation_MJ_m2 = 0;  ///< the month's sum; NaN where the share is too small
};

/// Reads the table and integrates it: mean W/m2 of the month's records x 0.0864 x days of the month (science,
/// section 4). Times as date_time_from() reads them, rising for each station. How many records a month should
/// have follows from the most frequent step of the station's records, which must be shorter than a day.
/// Values below 0 (the night offset of a sensor) count as 0. Sorted by id, year and month; months without any
/// record are not there.
///
/// Throws Error(input), naming file and line: a missing column, a text that is no date or number, times that
/// do not rise, values outside -50..2000 W/m2, steps of a day and longer, no record of the years asked for, a
/// sum that is not plausible.
[[nodiscard]] std::vector<HourlyMonth> read_hourly_radiation(const HourlySettings& settings);

}  // namespace minenpp::io
