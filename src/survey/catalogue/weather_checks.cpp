#include "survey/catalogue/weather_checks.h"

#include "survey/catalogue/elevation_coverage.h"
#include "survey/catalogue/precipitation_check.h"
#include "survey/catalogue/radiation_check.h"
#include "survey/catalogue/station_elevations.h"

namespace minenpp::survey {

void check_weather(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  check_gridded_radiation(settings, catalogue, notices);
  check_gridded_precipitation(settings, catalogue, notices);
  warn_about_elevation_gaps(settings, catalogue, notices);
  check_station_elevations(settings, catalogue, notices);
}

}  // namespace minenpp::survey
