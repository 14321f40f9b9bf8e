#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/tables/climate_units.h"
#include "io/tables/station_table.h"
#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// A year of weather at a place, as monthly values; NaN where there is none.
struct WaterYear {
  double latitude_deg = 0;
  int year = 0;
  std::array<double, 12> precipitation_mm{}, temperature_degC{};
};

/// Annual precipitation of many places and years. No limit for a month can tell a wrong unit, since any month
/// can be dry; a year can be held against what could evaporate.
class AnnualPrecipitation {
 public:
  /// Years without twelve months of precipitation are left out.
  void add(const WaterYear& year);

  [[nodiscard]] std::size_t size() const { return years_.size(); }
  /// Median of the sums, mm; empty where there is nothing.
  [[nodiscard]] std::optional<double> sum_mm() const;
  /// Median share of Thornthwaite's potential evapotranspiration; empty where no temperature tells that.
  [[nodiscard]] std::optional<double> share() const;
  /// What it would be if the values, which were taken for `taken`, were in `other`.
  [[nodiscard]] AnnualPrecipitation in(const io::ClimateUnit& other, const io::ClimateUnit& taken) const;
  [[nodiscard]] AnnualPrecipitation times(double factor) const;

 private:
  struct Year {
    int year = 0;
    std::array<double, 12> mm{};
    double potential_mm = 0;
  };
  std::vector<Year> years_;
};

/// Where precipitation comes from, for messages.
struct PrecipitationSource {
  std::string where;      ///< the setting that names the data, and its place
  std::string unit_key;   ///< the setting of its unit
  std::string unit;       ///< one of ClimateUnit's
  std::string records;    ///< what the median is of: "station years"
  std::string scale_key;  ///< the setting that multiplies values; empty where there is none
};

/// Warns, as a question, of a median below 20 mm or a tenth of the potential evapotranspiration, as deserts
/// alone have, and of one above 6000 mm, or above 3000 mm and five times that evapotranspiration; names the
/// units that would fit.
void judge_precipitation(const AnnualPrecipitation& precipitation, const PrecipitationSource& source,
                         Notices& notices);

/// The same of a station table: all its years, or about 10,000 spread over the stations.
void check_station_precipitation(const Settings& settings, const io::StationTable& table, Notices& notices);

/// The same of rasters: the first year with all twelve months, in the corners and the centre of the study
/// grid. Says nothing where there is no such year. Throws as WeatherRasters does.
void check_gridded_precipitation(const Settings& settings, const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
