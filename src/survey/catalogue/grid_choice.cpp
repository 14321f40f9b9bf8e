#include "survey/catalogue/grid_choice.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/vector/polygon_layer.h"
#include "survey/catalogue/polygon_inputs.h"
#include "survey/catalogue/scene_rules.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

io::RasterSettings first_raster(const Settings& settings, const std::vector<YearRasters>& years,
                                const SceneInputs& scenes) {
  for (const auto& year : years)
    if (!year.ndvi.empty()) return ndvi_raster(settings, year.ndvi.front());
  for (const auto& input : scenes.scenes) {
    if (!input.used && std::ranges::any_of(scenes.scenes, &SceneInput::used)) continue;
    io::RasterSettings raster;
    raster.path = files_of(input.scene).front();
    raster.crs = scene_crs(settings);
    raster.crs_setting = "scenes.crs";
    return raster;
  }
  throw Error(Fault::usage, "the study grid is not known: no NDVI raster or scene was found to take it from");
}

/// The pixels of a raster's grid that hold the study boundary.
io::StudyGrid cut_to_boundary(const Settings& settings, const io::StudyGrid& whole) {
  const auto& grid = whole.grid;
  const auto bounds = io::layer_bounds(polygon_settings(settings, "zones.boundary"), whole.crs,
                                       io::PixelSize{grid.dx(), grid.dy()});
  const auto first_col = static_cast<std::int64_t>(std::floor(grid.col_of(bounds.west)));
  const auto first_row = static_cast<std::int64_t>(std::floor(grid.row_of(bounds.north)));
  const auto cols = static_cast<std::int64_t>(std::ceil(grid.col_of(bounds.east))) - first_col;
  const auto rows = static_cast<std::int64_t>(std::ceil(grid.row_of(bounds.south))) - first_row;
  return {model::Grid(grid.west() + static_cast<double>(first_col) * grid.dx(),
                      grid.north() - static_cast<double>(first_row) * grid.dy(), grid.dx(), grid.dy(), rows,
                      cols, grid.geographic()),
          whole.crs};
}

io::Bounds given_bounds(const Settings& settings) {
  const auto numbers = settings.numbers("grid.bounds");
  if (numbers.size() != 4 || numbers[0] >= numbers[2] || numbers[1] >= numbers[3])
    throw Error(Fault::usage, settings.where("grid.bounds") + ": expected west,south,east,north");
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

io::StudyGrid grid_in_crs(const Settings& settings, const std::vector<YearRasters>& years,
                          const SceneInputs& scenes) {
  const auto crs = model::in_context(settings.where("grid.crs"),
                                     [&] { return io::Crs::from_text(settings.text("grid.crs")); });
  if (!settings.has("grid.pixel-size"))
    throw Error(Fault::usage, "grid.crs is set, so grid.pixel-size is needed too");
  const double edge = settings.number("grid.pixel-size");
  const io::PixelSize pixel{edge, edge};
  if (settings.has("grid.bounds")) return io::grid_from_bounds(crs, pixel, given_bounds(settings));
  if (settings.has("zones.boundary"))
    return io::grid_snapped_to(crs, pixel,
                               io::layer_bounds(polygon_settings(settings, "zones.boundary"), crs, pixel));
  const auto raster = first_raster(settings, years, scenes);
  return io::grid_around_raster(raster.path, crs, pixel, raster.crs, raster.crs_setting);
}

}  // namespace

io::StudyGrid choose_grid(const Settings& settings, const std::vector<YearRasters>& years,
                          const SceneInputs& scenes) {
  if (settings.has("grid.crs")) return grid_in_crs(settings, years, scenes);
  for (const std::string key : {"grid.pixel-size", "grid.bounds"})
    if (settings.has(key)) throw Error(Fault::usage, settings.where(key) + ": needs grid.crs to be set too");
  if (settings.has("grid.from"))
    return model::in_context(settings.where("grid.from"),
                             [&] { return io::grid_of_raster(settings.path("grid.from").string()); });
  const auto raster = first_raster(settings, years, scenes);
  const auto grid = io::grid_of_raster(raster.path, raster.crs, raster.crs_setting);
  const bool cut = settings.has("scenes.from") && settings.has("zones.boundary");
  return cut ? cut_to_boundary(settings, grid) : grid;
}

}  // namespace minenpp::survey
