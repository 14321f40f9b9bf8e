#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/gdal/handles.h"
#include "io/tables/date_time.h"

namespace minenpp::io {

/// How a time axis counts days (CF conventions 1.8, section 4.4.1).
enum class Calendar {
  standard,             ///< Julian to 1582-10-04, Gregorian from 1582-10-15; also called gregorian
  proleptic_gregorian,  ///< the Gregorian rule for all years
  julian,               ///< every fourth year is a leap year
  no_leap,              ///< years of 365 days; also called 365_day
  all_leap,             ///< years of 366 days; also called 366_day
  days_360,             ///< twelve months of 30 days
};

/// The month a band is of. Climatologies have no year.
struct BandTime {
  std::optional<int> year = {};
  int month = 1;  ///< 1..12
  friend bool operator==(const BandTime&, const BandTime&) = default;
};

/// A unit of time such as "days since 1900-01-01 00:00:00" with its calendar.
class TimeUnit {
 public:
  /// `units`: seconds, minutes, hours, days, weeks or months (also their short forms) since a date.
  /// `calendar`: a name of the CF conventions, empty for standard. Throws Error(input) for anything else,
  /// such as years, which cannot tell the month, and a date that the calendar does not have.
  TimeUnit(const std::string& units, const std::string& calendar);

  /// Is `units` of the form "... since ..."?
  [[nodiscard]] static bool is_one(const std::string& units);

  /// The month that holds the instant. An instant at midnight belongs to the day that begins. Throws
  /// Error(input) where `value` is not finite or farther than 10000 years.
  [[nodiscard]] BandTime month_of(double value) const;

 private:
  Calendar calendar_ = Calendar::standard;
  DateTime since_;
  double days_ = 1;  // in one unit; 0: the unit is a month
};

/// The months of a raster's bands, in band order, from GDAL's netCDF metadata (NETCDF_DIM_<name> of the
/// bands, <name>#units and <name>#calendar of the raster). Empty where there is no time axis. Where the axis
/// has bounds (CF 7.1) the middle of them counts, since some stamp a month with its end; a climatological
/// axis (CF 7.4) gives months without years. `file`: the file itself, for reading the bounds.
///
/// Throws Error(input): a unit or calendar that is not understood, a band without its time.
[[nodiscard]] std::optional<std::vector<BandTime>> time_axis(GDALDataset& raster, const std::string& file);

/// The name by which GDAL opens one variable of a file, NETCDF:"file":variable; `file` itself where it needs
/// none. `variable` empty: the file's only one besides bounds (..._bnds, ..._bounds). Throws Error(usage),
/// listing the variables and naming `setting`, where there are several and none is named or the named one is
/// not among them.
[[nodiscard]] std::string name_of_variable(const std::string& file, const std::string& variable,
                                           const std::string& setting);

/// The same for rasters of any kind, which need not be opened for that: of files that are not netCDF by their
/// ending the file itself, where no variable is named.
[[nodiscard]] std::string name_of_raster(const std::string& file, const std::string& variable,
                                         const std::string& setting);

}  // namespace minenpp::io
