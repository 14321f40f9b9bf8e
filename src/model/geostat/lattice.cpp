#include "model/geostat/lattice.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

namespace {

constexpr std::int64_t least_cell = 4, most_cell = 1024;
constexpr std::int64_t every_pixel = 2;  // edge of a cell whose pixels are all nodes
constexpr int nodes = 9, points = 13;
constexpr int centre = 4;
constexpr std::array<int, 4> corners{0, 2, 6, 8}, middles{1, 3, 5, 7}, quarters{9, 10, 11, 12};

/// Where a point lies in its cell, in quarters of the edge.
struct Place {
  int down, right;
};
constexpr Place place_of(int point) {
  if (point < nodes) return {point / 3 * 2, point % 3 * 2};
  return {1 + (point - nodes) / 2 * 2, 1 + (point - nodes) % 2 * 2};
}

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  return value >= 0 ? value / step * step : -((-value + step - 1) / step) * step;
}

/// a + b t + c t^2 through values at t = 0, 1, 2.
struct Quadratic {
  double a, b, c;
  Quadratic(double at0, double at1, double at2)
      : a(at0), b((4 * at1 - 3 * at0 - at2) / 2), c((at0 - 2 * at1 + at2) / 2) {}
  [[nodiscard]] double at(double t) const { return a + t * (b + t * c); }
};

}  // namespace

Lattice::Lattice(LatticeOptions options, ExactFields exact, MustDivide must_divide)
    : options_(std::move(options)),
      exact_(std::move(exact)),
      must_divide_(std::move(must_divide)),
      batch_(options_.tolerance.size()) {
  const auto cell = options_.cell;
  if (cell < least_cell || cell > most_cell || !std::has_single_bit(static_cast<std::uint64_t>(cell)))
    throw Error(Fault::usage, "lattice: a cell of " + std::to_string(cell) +
                                  " pixels; expected a power of two from 4 to 1024");
  for (const double tolerance : options_.tolerance)
    if (!(tolerance > 0))
      throw Error(Fault::usage,
                  "lattice: a tolerance of " + std::to_string(tolerance) + "; expected above 0");
}

void Lattice::evaluate(std::vector<Cell>& cells) {
  std::array<std::int64_t, batch_size> rows{}, cols{};
  for (std::size_t begin = 0; begin < wanted_.size(); begin += batch_size) {
    const auto count = std::min<std::size_t>(batch_size, wanted_.size() - begin);
    for (std::size_t k = 0; k < count; ++k) {
      const auto& cell = cells[wanted_[begin + k].cell];
      const auto place = place_of(wanted_[begin + k].point);
      rows[k] = cell.row + place.down * cell.edge / 4;
      cols[k] = cell.col + place.right * cell.edge / 4;
    }
    exact_(std::span(rows).first(count), std::span(cols).first(count), batch_);
    for (std::size_t k = 0; k < count; ++k) {
      auto& values = cells[wanted_[begin + k].cell].points;
      const auto at = static_cast<std::size_t>(wanted_[begin + k].point) * fields();
      for (std::size_t f = 0; f < fields(); ++f) values[at + f] = batch_[f][static_cast<Eigen::Index>(k)];
    }
    work_.nodes += static_cast<std::int64_t>(count);
  }
  wanted_.clear();
}

bool Lattice::misses(const Cell& cell, std::size_t field) const {
  const auto value = [&](int point) {
    return cell.points[static_cast<std::size_t>(point) * fields() + field];
  };
  int without = 0;
  for (int point = 0; point < points; ++point) without += std::isnan(value(point)) ? 1 : 0;
  if (without > 0) return without < points;
  for (const int quarter : quarters) {
    const auto place = place_of(quarter);
    const auto row_at = [&](int first) {
      return Quadratic(value(first), value(first + 1), value(first + 2)).at(place.right / 2.0);
    };
    const double surface = Quadratic(row_at(0), row_at(3), row_at(6)).at(place.down / 2.0);
    if (!(std::abs(surface - value(quarter)) <= options_.tolerance[field] / 3)) return true;
  }
  return false;
}

bool Lattice::divides(const Cell& cell) const {
  if (cell.edge == every_pixel) return false;
  for (std::size_t f = 0; f < fields(); ++f)
    if (misses(cell, f)) return true;
  return must_divide_ && must_divide_({cell.row, cell.col, cell.edge, cell.edge});
}

std::vector<Lattice::Cell> Lattice::divided(const Cell& cell, std::size_t fields) {
  std::vector<Cell> children;
  const auto half = cell.edge / 2;
  const auto slot = [&](int point) {
    return static_cast<std::ptrdiff_t>(static_cast<std::size_t>(point) * fields);
  };
  for (int child = 0; child < 4; ++child) {
    const int down = child / 2, right = child % 2;
    Cell part{cell.row + down * half, cell.col + right * half, half, std::vector<double>(points * fields)};
    for (const int corner : corners) {
      const int from = (down + corner / 6) * 3 + right + corner % 3 / 2;
      std::copy_n(cell.points.begin() + slot(from), fields, part.points.begin() + slot(corner));
    }
    std::copy_n(cell.points.begin() + slot(nodes + child), fields, part.points.begin() + slot(centre));
    children.push_back(std::move(part));
  }
  return children;
}

void Lattice::copy_nodes(const Cell& cell, const Window& part, const Window& window,
                         std::span<std::vector<double>> values) const {
  for (auto r = part.row; r < part.row + part.rows; ++r)
    for (auto c = part.col; c < part.col + part.cols; ++c) {
      const auto node = static_cast<std::size_t>((r - cell.row) * 3 + c - cell.col);
      const auto at = static_cast<std::size_t>((r - window.row) * window.cols + c - window.col);
      for (std::size_t f = 0; f < fields(); ++f) values[f][at] = cell.points[node * fields() + f];
    }
}

void Lattice::fill_cell(const Cell& cell, const Window& window, std::span<std::vector<double>> values) const {
  const Window part = intersect({cell.row, cell.col, cell.edge, cell.edge}, window);
  if (cell.edge == every_pixel) return copy_nodes(cell, part, window, values);
  const double per_pixel = 2.0 / static_cast<double>(cell.edge);
  // Converted once for all rows and fields, so that the loop below is arithmetic alone and is vectorised.
  std::array<double, most_cell> right;
  for (std::int64_t c = 0; c < part.cols; ++c)
    right[static_cast<std::size_t>(c)] = static_cast<double>(part.col + c - cell.col) * per_pixel;
  for (std::size_t f = 0; f < fields(); ++f) {
    const auto node = [&](int point) { return cell.points[static_cast<std::size_t>(point) * fields() + f]; };
    const Quadratic west(node(0), node(3), node(6)), middle(node(1), node(4), node(7)),
        east(node(2), node(5), node(8));
    for (auto r = part.row; r < part.row + part.rows; ++r) {
      const double down = static_cast<double>(r - cell.row) * per_pixel;
      const Quadratic row(west.at(down), middle.at(down), east.at(down));
      double* out = values[f].data() + (r - window.row) * window.cols + part.col - window.col;
      for (std::int64_t c = 0; c < part.cols; ++c) out[c] = row.at(right[static_cast<std::size_t>(c)]);
    }
  }
}

void Lattice::fill(const Window& window, std::span<std::vector<double>> values) {
  refine(window);
  fill_part(window, values);
}

void Lattice::refine(const Window& window) {
  undivided_.clear();
  std::vector<Cell> cells;
  const auto want = [&](std::size_t cell, std::span<const int> which) {
    for (const int point : which) wanted_.push_back({cell, point});
  };
  for (auto row = floor_to(window.row, options_.cell); row < window.row + window.rows; row += options_.cell)
    for (auto col = floor_to(window.col, options_.cell); col < window.col + window.cols;
         col += options_.cell) {
      want(cells.size(), corners);
      wanted_.push_back({cells.size(), centre});
      cells.push_back({row, col, options_.cell, std::vector<double>(points * fields())});
    }
  while (!cells.empty()) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      want(i, middles);
      if (cells[i].edge > every_pixel) want(i, quarters);
    }
    evaluate(cells);
    std::vector<Cell> next;
    for (auto& cell : cells) {
      if (!divides(cell)) {
        undivided_.push_back(std::move(cell));
        continue;
      }
      for (auto& child : divided(cell, fields()))
        if (!intersect({child.row, child.col, child.edge, child.edge}, window).empty())
          next.push_back(std::move(child));
    }
    cells = std::move(next);
  }
  work_.pixels += window.size();
}

void Lattice::fill_part(const Window& part, std::span<std::vector<double>> values) const {
  for (auto& field : values) field.resize(static_cast<std::size_t>(part.size()));
  for (const auto& cell : undivided_)
    if (!intersect({cell.row, cell.col, cell.edge, cell.edge}, part).empty()) fill_cell(cell, part, values);
}

}  // namespace minenpp::model
