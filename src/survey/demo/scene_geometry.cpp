#include "survey/demo/scene_geometry.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "survey/demo/demo_layout.h"
#include "survey/demo/scene_plan.h"

namespace minenpp::survey {
namespace {

constexpr std::int64_t margin = 48, inner_rim = 4;
constexpr double east_share = 0.6;

std::int64_t mirrored(std::int64_t index, std::int64_t count) {
  if (index < 0) return -1 - index;
  return index < count ? index : 2 * count - 1 - index;
}

// The edges slant as those of an image taken on the way south-south-west, and leave the study area whole.
bool inside_slanted(std::int64_t row, std::int64_t col, const model::Grid& grid) {
  const auto rows = static_cast<double>(grid.rows() - 1), cols = static_cast<double>(grid.cols() - 1);
  const auto r = static_cast<double>(row), c = static_cast<double>(col);
  const double slant = static_cast<double>(margin - 2 * inner_rim) / std::max(rows, cols);
  const auto rim = static_cast<double>(inner_rim);
  return c >= rim + slant * (rows - r) && c <= cols - rim - slant * r && r >= rim + slant * c &&
         r <= rows - rim - slant * (cols - c);
}

SceneGeometry home_geometry(const io::StudyGrid& study) {
  const model::Grid& grid = study.grid;
  const double apron = static_cast<double>(margin) * grid.dx();
  SceneGeometry home{{model::Grid(grid.west() - apron, grid.north() + apron, grid.dx(), grid.dy(),
                                  grid.rows() + 2 * margin, grid.cols() + 2 * margin, false),
                      study.crs},
                     {}};
  home.shows.reserve(static_cast<std::size_t>(home.place.grid.size()));
  for (std::int64_t row = 0; row < home.place.grid.rows(); ++row) {
    const std::int64_t twin_row = mirrored(row - margin, grid.rows());
    for (std::int64_t col = 0; col < home.place.grid.cols(); ++col) {
      const std::int64_t twin_col = mirrored(col - margin, grid.cols());
      const bool seen = inside_slanted(row, col, home.place.grid);
      home.shows.push_back(seen ? twin_row * grid.cols() + twin_col : -1);
    }
  }
  return home;
}

// First column of the study grid that the east path sees.
std::int64_t first_eastern_col(const model::Grid& grid) {
  return std::llround((1 - east_share) * static_cast<double>(grid.cols()));
}

io::StudyGrid east_place(const io::StudyGrid& study, const io::Crs& crs) {
  const model::Grid& grid = study.grid;
  const double west = grid.west() + static_cast<double>(first_eastern_col(grid)) * grid.dx();
  const auto box =
      io::reprojected({west, grid.south(), grid.east(), grid.north()}, io::CrsTransform(study.crs, crs));
  if (!box) throw model::Error(model::Fault::system, "the study area cannot be expressed in " + crs.label());
  constexpr double size = demo_pixel_m, half = size / 2;
  const auto below = [](double value) { return std::floor((value - half) / size) * size + half; };
  const auto above = [](double value) { return std::ceil((value - half) / size) * size + half; };
  const double left = below(box->west), top = above(box->north);
  return {model::Grid(left, top, size, size, std::llround((top - below(box->south)) / size),
                      std::llround((above(box->east) - left) / size), false),
          crs};
}

std::int64_t shown_by(const model::Grid& grid, double x, double y) {
  const double row = std::floor(grid.row_of(y)), col = std::floor(grid.col_of(x));
  const bool seen = row >= 0 && row < static_cast<double>(grid.rows()) &&
                    col < static_cast<double>(grid.cols()) &&
                    col >= static_cast<double>(first_eastern_col(grid));
  return seen ? static_cast<std::int64_t>(row) * grid.cols() + static_cast<std::int64_t>(col) : -1;
}

SceneGeometry east_geometry(const io::StudyGrid& study) {
  const io::Crs crs = io::Crs::from_text("EPSG:32650");
  SceneGeometry east{east_place(study, crs), {}};
  const model::Grid& grid = east.place.grid;
  const io::CrsTransform to_study(crs, study.crs);
  east.shows.reserve(static_cast<std::size_t>(grid.size()));
  std::vector<double> x(static_cast<std::size_t>(grid.cols())), y(x.size());
  for (std::int64_t row = 0; row < grid.rows(); ++row) {
    for (std::int64_t col = 0; col < grid.cols(); ++col) x[static_cast<std::size_t>(col)] = grid.x(col);
    std::ranges::fill(y, grid.y(row));
    to_study(x, y);
    for (std::size_t i = 0; i < x.size(); ++i) east.shows.push_back(shown_by(study.grid, x[i], y[i]));
  }
  return east;
}

}  // namespace

SceneGeometry scene_geometry(int path, const io::StudyGrid& study) {
  return path == demo_home_path ? home_geometry(study) : east_geometry(study);
}

}  // namespace minenpp::survey
