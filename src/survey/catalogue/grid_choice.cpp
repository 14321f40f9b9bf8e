#include "survey/catalogue/grid_choice.h"

#include <fmt/format.h>

#include "io/vector/polygon_layer.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

const NdviSource& first_ndvi(const std::vector<YearRasters>& years) {
  for (const auto& year : years)
    if (!year.ndvi.empty()) return year.ndvi.front();
  throw Error(Fault::usage, "the study grid is not known: no NDVI raster was found to take it from");
}

io::Bounds given_bounds(const Settings& settings) {
  const auto numbers = settings.numbers("grid.bounds");
  if (numbers.size() != 4 || numbers[0] >= numbers[2] || numbers[1] >= numbers[3])
    throw Error(Fault::usage, settings.where("grid.bounds") + ": expected west,south,east,north");
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

io::StudyGrid grid_in_crs(const Settings& settings, const std::vector<YearRasters>& years) {
  const auto crs = model::in_context(settings.where("grid.crs"),
                                     [&] { return io::Crs::from_text(settings.text("grid.crs")); });
  if (!settings.has("grid.pixel-size"))
    throw Error(Fault::usage, "grid.crs is set, so grid.pixel-size is needed too");
  const double edge = settings.number("grid.pixel-size");
  const io::PixelSize pixel{edge, edge};
  if (settings.has("grid.bounds")) return io::grid_from_bounds(crs, pixel, given_bounds(settings));
  if (settings.has("zones.boundary")) {
    io::PolygonSettings boundary;
    boundary.path = settings.path("zones.boundary").string();
    return io::grid_snapped_to(crs, pixel, io::layer_bounds(boundary, crs, pixel));
  }
  const auto raster = ndvi_raster(settings, first_ndvi(years));
  return io::grid_around_raster(raster.path, crs, pixel, raster.crs, raster.crs_setting);
}

}  // namespace

io::StudyGrid choose_grid(const Settings& settings, const std::vector<YearRasters>& years) {
  if (settings.has("grid.crs")) return grid_in_crs(settings, years);
  for (const std::string key : {"grid.pixel-size", "grid.bounds"})
    if (settings.has(key)) throw Error(Fault::usage, settings.where(key) + ": needs grid.crs to be set too");
  if (settings.has("grid.from"))
    return model::in_context(settings.where("grid.from"),
                             [&] { return io::grid_of_raster(settings.path("grid.from").string()); });
  const auto raster = ndvi_raster(settings, first_ndvi(years));
  return io::grid_of_raster(raster.path, raster.crs, raster.crs_setting);
}

}  // namespace minenpp::survey
