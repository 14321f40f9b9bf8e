#pragma once

#include <span>
#include <string>

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

/// The elevation of a station by its table and by the DEM, m.
struct ElevationPair {
  std::string id;
  double table_m = 0, dem_m = 0;
};

/// Warns, naming at most five, of stations whose two elevations differ by more than 300 m and by a factor of
/// about 3.28, as feet taken for metres do; and where most differ by more than 500 m.
void judge_elevations(const Settings& settings, std::span<const ElevationPair> pairs, Notices& notices);

/// The same of stations that are not on the DEM: asks where the medians of both differ as feet and metres do.
void judge_level(const Settings& settings, double stations_m, double dem_m, Notices& notices);

/// The same of the catalogue's stations that lie on weather.dem, at most about 10,000 spread over them; where
/// none does, of the medians. Says nothing where no variable follows the elevation, and of a DEM that is not
/// north-up. Throws Error as io::GridReader does.
void check_station_elevations(const Settings& settings, const Catalogue& catalogue, Notices& notices);

}  // namespace minenpp::survey
