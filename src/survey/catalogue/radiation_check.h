#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/tables/climate_units.h"
#include "io/tables/station_table.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// Monthly radiation as shares of what arrives at the top of the atmosphere. No limit from below can tell a
/// wrong unit of radiation, since a dark month has little; these shares hardly depend on latitude and month.
class RadiationShares {
 public:
  /// Radiation of a month, MJ/m2. Left out: NaN, places without a latitude, and months whose extraterrestrial
  /// radiation is below 150 MJ/m2, in which the share says little.
  void add(double radiation_MJ_m2, double latitude_deg, int year, int month);

  [[nodiscard]] std::size_t size() const { return shares_.size(); }
  struct Share {
    double value;
    int year, month;
  };
  [[nodiscard]] const std::vector<Share>& all() const { return shares_; }
  /// Those below `low` or above `high`.
  [[nodiscard]] RadiationShares outside(double low, double high) const;
  /// Empty where there is nothing.
  [[nodiscard]] std::optional<double> median() const;
  /// What it would be if the values, which were taken for `taken`, were in `other`. Neither is of sunshine.
  [[nodiscard]] std::optional<double> median_in(const io::ClimateUnit& other,
                                                const io::ClimateUnit& taken) const;

 private:
  std::vector<Share> shares_;
};

/// Where radiation comes from, for messages.
struct RadiationSource {
  std::string where;     ///< the setting that names the data, and its place
  std::string unit_key;  ///< empty: the unit is no matter of settings
  std::string unit;      ///< one of ClimateUnit's
  std::string records;   ///< what the median is of: "station months"
};

/// " In MJ/m2/day it would be 0.52", of every unit that fits, the likeliest first; empty where none does.
[[nodiscard]] std::string better_units(const RadiationShares& shares, const RadiationSource& source);

/// Throws Error(input) where the median share is below 0.1 or above 1, which no climate has, naming the units
/// that would bring it into 0.25..0.8; warns where it is below 0.22.
void judge_radiation(const RadiationShares& shares, const RadiationSource& source, Notices& notices);

/// The same of a station table: all its records, or about 100,000 spread over the stations. Where they are
/// right as a whole, single stations that are not are warned of. Sunshine, which is checked against the
/// length of days, passes.
void check_station_radiation(const Settings& settings, const io::StationTable& table, Notices& notices);

/// The same of rasters: the first year's months, in the corners and the centre of the study grid. Throws also
/// as WeatherRasters does.
void check_gridded_radiation(const Settings& settings, const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
