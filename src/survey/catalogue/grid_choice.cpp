#include "survey/catalogue/grid_choice.h"

#include <algorithm>
#include <cmath>
#include <optional>

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

/// The grid whose pixels lie on those of `whole` and hold the box.
io::StudyGrid on_pixels_of(const io::StudyGrid& whole, const io::Bounds& bounds) {
  constexpr double slack = 1e-6;  // pixels by which a box may miss an edge
  const auto& grid = whole.grid;
  const auto first_col = static_cast<std::int64_t>(std::floor(grid.col_of(bounds.west) + slack));
  const auto first_row = static_cast<std::int64_t>(std::floor(grid.row_of(bounds.north) + slack));
  const auto cols = static_cast<std::int64_t>(std::ceil(grid.col_of(bounds.east) - slack)) - first_col;
  const auto rows = static_cast<std::int64_t>(std::ceil(grid.row_of(bounds.south) - slack)) - first_row;
  return {model::Grid(grid.west() + static_cast<double>(first_col) * grid.dx(),
                      grid.north() - static_cast<double>(first_row) * grid.dy(), grid.dx(), grid.dy(), rows,
                      cols, grid.geographic()),
          whole.crs};
}

/// The pixels of a raster's grid that hold the study boundary.
io::StudyGrid cut_to_boundary(const Settings& settings, const io::StudyGrid& whole) {
  const io::PixelSize pixel{whole.grid.dx(), whole.grid.dy()};
  return on_pixels_of(whole,
                      io::layer_bounds(polygon_settings(settings, "zones.boundary"), whole.crs, pixel));
}

bool has_pixels(const io::StudyGrid& study, const io::Crs& crs, const io::PixelSize& pixel) {
  constexpr double rounding = 1e-9;
  const auto near = [](double a, double b) { return std::abs(a - b) <= rounding * b; };
  return near(study.grid.dx(), pixel.dx) && near(study.grid.dy(), pixel.dy) && study.crs.same_as(crs);
}

/// Both grids, where their pixels are the same ones but for the rounding of their files; else the first.
io::StudyGrid joined(const io::StudyGrid& first, const io::StudyGrid& second) {
  constexpr double most_off = 1e-3;  // pixels
  const auto &a = first.grid, &b = second.grid;
  const double col = a.col_of(b.west()), row = a.row_of(b.north());
  const auto off = [](double position) { return std::abs(position - std::round(position)); };
  if (!has_pixels(second, first.crs, {a.dx(), a.dy()}) || off(col) > most_off || off(row) > most_off)
    return first;
  const model::Window other{std::llround(row), std::llround(col), b.rows(), b.cols()};
  const auto both = model::around(a.window(), other);
  return {model::Grid(a.west() + static_cast<double>(both.col) * a.dx(),
                      a.north() - static_cast<double>(both.row) * a.dy(), a.dx(), a.dy(), both.rows,
                      both.cols, a.geographic()),
          first.crs};
}

/// As joined() of a raster; one that makes no study grid (turned, from south to north) is left to resampling.
io::StudyGrid joined_with(const io::StudyGrid& grid, const io::RasterSettings& raster) {
  try {
    return joined(grid, io::grid_of_raster(raster.path, raster.crs, raster.crs_setting));
  } catch (const Error&) {
    return grid;
  }
}

/// The grid of the first NDVI raster with all of the same month, which may be tiles; or that of a scene.
io::StudyGrid grid_of_inputs(const Settings& settings, const std::vector<YearRasters>& years,
                             const SceneInputs& scenes) {
  const auto raster = first_raster(settings, years, scenes);
  auto grid = io::grid_of_raster(raster.path, raster.crs, raster.crs_setting);
  for (const auto& year : years) {
    if (year.ndvi.empty()) continue;
    for (const auto& tile : year.ndvi)
      if (tile.month == year.ndvi.front().month && tile.path != year.ndvi.front().path)
        grid = joined_with(grid, ndvi_raster(settings, tile));
    break;
  }
  return grid;
}

/// The same, where NDVI has pixels of this size in this CRS.
std::optional<io::StudyGrid> grid_of_inputs_with(const io::Crs& crs, const io::PixelSize& pixel,
                                                 const Settings& settings,
                                                 const std::vector<YearRasters>& years,
                                                 const SceneInputs& scenes) {
  try {
    auto grid = grid_of_inputs(settings, years, scenes);
    if (has_pixels(grid, crs, pixel)) return grid;
  } catch (const Error&) {
    // Rasters that make no study grid (turned, from south to north) may still be brought to one.
  }
  return std::nullopt;
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
  constexpr double most_degrees = 5;
  if (crs.is_geographic() && edge * crs.unit() > most_degrees)
    throw Error(
        Fault::usage,
        fmt::format("{}: the unit of grid.crs ({}) is the degree; 30 m are about 0.00027, or take a CRS in "
                    "metres such as EPSG:32649",
                    settings.where("grid.pixel-size"), crs.label()));
  const io::PixelSize pixel{edge, edge};
  if (settings.has("grid.bounds")) return io::grid_from_bounds(crs, pixel, given_bounds(settings));
  // Then NDVI need not be resampled.
  if (const auto own = grid_of_inputs_with(crs, pixel, settings, years, scenes))
    return settings.has("zones.boundary") ? cut_to_boundary(settings, *own) : *own;
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
  const auto grid = grid_of_inputs(settings, years, scenes);
  const bool cut = settings.has("scenes.from") && settings.has("zones.boundary");
  return cut ? cut_to_boundary(settings, grid) : grid;
}

}  // namespace minenpp::survey
