#include "model/grid/grid.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/error.h"

namespace minenpp::model {

namespace {
constexpr double earth_radius_m = 6371008.8;

double sin_degrees(double degrees) {
  return std::sin(degrees * std::numbers::pi / 180);
}
}  // namespace

Window intersect(const Window& a, const Window& b) {
  const auto row = std::max(a.row, b.row);
  const auto col = std::max(a.col, b.col);
  const auto rows = std::min(a.row + a.rows, b.row + b.rows) - row;
  const auto cols = std::min(a.col + a.cols, b.col + b.cols) - col;
  if (rows <= 0 || cols <= 0) return {row, col, 0, 0};
  return {row, col, rows, cols};
}

Window around(const Window& a, const Window& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const auto row = std::min(a.row, b.row), col = std::min(a.col, b.col);
  return {row, col, std::max(a.row + a.rows, b.row + b.rows) - row,
          std::max(a.col + a.cols, b.col + b.cols) - col};
}

Grid::Grid(double west, double north, double dx, double dy, std::int64_t rows, std::int64_t cols,
           bool geographic)
    : west_(west), north_(north), dx_(dx), dy_(dy), rows_(rows), cols_(cols), geographic_(geographic) {
  if (!std::isfinite(west) || !std::isfinite(north))
    throw Error(Fault::usage, "the study grid has a corner that is not a number");
  if (!(dx > 0) || !(dy > 0) || !std::isfinite(dx) || !std::isfinite(dy))
    throw Error(Fault::usage, "the study grid needs a pixel size above 0");
  if (rows < 1 || cols < 1) throw Error(Fault::usage, "the study grid holds no pixel");
  constexpr double slack = 1e-9;
  if (geographic && (north_ > 90 + slack || south() < -90 - slack))
    throw Error(Fault::usage, "the study grid is in degrees but leaves -90..90 north");
}

double Grid::pixel_area_m2(std::int64_t row) const {
  if (!geographic_) return dx_ * dy_;
  const double top = north_ - static_cast<double>(row) * dy_;
  const double bottom = north_ - static_cast<double>(row + 1) * dy_;
  const double width = dx_ * std::numbers::pi / 180;
  return earth_radius_m * earth_radius_m * width * (sin_degrees(top) - sin_degrees(bottom));
}

}  // namespace minenpp::model
