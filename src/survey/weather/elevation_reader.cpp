#include "survey/weather/elevation_reader.h"

#include "model/error.h"
#include "survey/catalogue/raster_crs.h"

namespace minenpp::survey {

io::RasterSettings dem_raster(const Settings& settings) {
  io::RasterSettings raster;
  raster.path = settings.path("weather.dem").string();
  raster.band = settings.integer_if_set("weather.dem-band").value_or(1);
  if (!settings.has("weather.dem-band")) raster.band_setting = "weather.dem-band";
  raster.resampling = io::resampling_from(settings.text("weather.dem-resampling"));
  raster.nodata = settings.number_if_set("weather.dem-nodata");
  raster.crs = raster_crs(settings, "weather.dem-crs");
  raster.crs_setting = "weather.dem-crs";
  return raster;
}

ElevationReader::ElevationReader(const Settings& settings, const io::StudyGrid& grid)
    : raster_(model::in_context(settings.where("weather.dem"),
                                [&] { return io::GridReader(dem_raster(settings), grid); })) {}

void ElevationReader::read(const model::Window& window, std::vector<double>& elevation_m) {
  elevation_m.resize(static_cast<std::size_t>(window.size()));
  raster_.read(window, elevation_m);
}

}  // namespace minenpp::survey
