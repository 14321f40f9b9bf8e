#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "io/tables/climate_units.h"

namespace minenpp::io {

/// A weather station.
struct Station {
  std::string id;
  double lon = 0, lat = 0;  ///< degrees, WGS 84
  double elevation = 0;     ///< m above sea level; NaN where the table has none

  friend bool operator==(const Station&, const Station&) = default;
};

/// Names of the columns of a station table.
struct StationColumns {
  std::string id = "id", lon = "lon", lat = "lat";
  std::string elevation = "elevation";  ///< NaN for all stations where the table has no such column
  std::string year = "year", month = "month";
  std::string date = {};  ///< a column YYYY-MM in place of year and month
  /// Empty: the variable comes from elsewhere and stays NaN.
  std::string temperature = "temperature", precipitation = "precipitation", radiation = "radiation";
};

/// What to read from a station table and how.
struct StationSettings {
  std::string path;
  StationColumns columns = {};
  std::string temperature_unit = "degC", precipitation_unit = "mm", radiation_unit = "MJ/m2/month";
  model::AngstromCoefficients angstrom = {};  ///< where the radiation's unit is one of sunshine
  std::vector<std::string> missing = {"", "NA", "NaN", "-9999"};  ///< texts (and numbers) that mean no value
  std::vector<int> years = {};            ///< keep these only, each must be there; empty: all
  std::vector<std::string> exclude = {};  ///< ids of stations to leave out
  bool complete_only = false;  ///< keep stations with 12 months of all variables read in every year kept
  std::optional<int> fixed_year = {};  ///< year of all records of a table without a year column
  std::optional<Station> fixed_station =
      {};                            ///< the station of a table without id, lon, lat and elevation columns
  std::string section = "stations";  ///< where these settings stand, for messages
};

/// Monthly records of weather stations, in degC, mm/month and MJ/m2/month.
class StationTable {
 public:
  /// `stations` sorted by id, `years` ascending; all values NaN.
  StationTable(std::vector<Station> stations, std::vector<int> years);

  [[nodiscard]] const std::vector<Station>& stations() const { return stations_; }
  [[nodiscard]] const std::vector<int>& years() const { return years_; }

  /// Values of all stations in the order of stations(); NaN where missing. `month` 1..12.
  /// Throws Error(input) where the table does not hold the year, Error(system) for a month that is none.
  [[nodiscard]] std::span<const double> values(StationVariable variable, int year, int month) const;
  [[nodiscard]] std::span<double> values(StationVariable variable, int year, int month);

  [[nodiscard]] double value(StationVariable variable, int year, int month, std::size_t station) const {
    return values(variable, year, month)[station];
  }

  /// Has the station all 12 months of these variables in all years?
  [[nodiscard]] bool complete(std::size_t station,
                              std::span<const StationVariable> variables = all_station_variables) const;

  /// The table of some of the stations, by ascending index.
  [[nodiscard]] StationTable only(const std::vector<std::size_t>& kept) const;

 private:
  [[nodiscard]] std::size_t offset(StationVariable variable, int year, int month) const;

  std::vector<Station> stations_;
  std::vector<int> years_;
  std::vector<double> values_;  // by variable, year, month, station
};

/// Reads a station table. Records of years not asked for and of excluded stations are passed over unchecked.
///
/// Throws Error(input), naming the file and the line: a column that is not there (with those that are), a
/// text in a number column, a longitude, latitude, year or month out of range, coordinates that look swapped,
/// two records of one station and month (both lines), one station at two places (both lines), a value outside
/// plausible_range() (naming the unit setting), more sunshine than there is day, no record of a year asked
/// for, no station left, an id that CsvReader::name() refuses, a large table (2^20 station months) of which
/// less than one month in 100 has a record. Throws Error(usage): an unknown unit, an excluded id that the
/// table does not have.
[[nodiscard]] StationTable read_stations(const StationSettings& settings);

/// The stations that have all 12 months of `variables` in all years. Throws Error(input) where none has.
[[nodiscard]] StationTable complete_stations(const StationTable& table,
                                             std::span<const StationVariable> variables);

/// Throws Error(input) naming year and months where no station has a value of `variable` in one of `months`
/// (1..12).
void require_months(const StationTable& table, StationVariable variable, int year,
                    std::span<const int> months);

/// How many stations lie on the study grid. Throws Error(input) where none is within `reach_degrees` of it,
/// saying so if they were with longitude and latitude exchanged. Longitudes that differ by whole turns are
/// one.
std::size_t check_station_places(const StationTable& table, const StudyGrid& study, double reach_degrees = 5);

}  // namespace minenpp::io
