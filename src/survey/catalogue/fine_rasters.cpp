#include "survey/catalogue/fine_rasters.h"

#include <algorithm>

#include <fmt/format.h>

#include "survey/weather/elevation_reader.h"

namespace minenpp::survey {

namespace {

void warn_about(const Settings& settings, const std::string& what, const std::string& key,
                double pixels_across, Notices& notices) {
  constexpr double fine = 2;
  const auto resampling = settings.text(key);
  if (!(pixels_across > fine) || resampling == "average") return;
  notices.warn(
      fmt::format("{}: a study pixel is {:.1f} of its pixels wide, and {}={} uses those around its centre "
                  "alone; {}=average takes the mean of all",
                  what, pixels_across, key, resampling, key));
}

}  // namespace

void warn_about_fine_rasters(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  const auto year =
      std::ranges::find_if(catalogue.years, [](const YearRasters& rasters) { return !rasters.ndvi.empty(); });
  if (year != catalogue.years.end()) {
    const io::GridReader first(ndvi_raster(settings, year->ndvi.front()), catalogue.grid);
    warn_about(settings, "NDVI rasters", "ndvi.resampling", first.pixels_across(), notices);
  }
  if (catalogue.science.weather.needs_elevation())
    warn_about(settings, "weather.dem", "weather.dem-resampling",
               ElevationReader(settings, catalogue.grid).pixels_across(), notices);
}

}  // namespace minenpp::survey
