#include "kriging_case.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace minenpp::bench {

using model::Batch;
using model::batch_size;

Stations read_stations(const std::string& path) {
  std::ifstream file(path);
  std::string line, word;
  if (!std::getline(file, line)) throw std::runtime_error(path + ": no station table");
  Stations stations;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::vector<double> numbers;
    while (std::getline(words, word, ',')) numbers.push_back(std::stod(word));
    if (stations.places.empty() && numbers.size() > 2) stations.columns.resize(numbers.size() - 2);
    if (numbers.size() < 3 || numbers.size() != stations.columns.size() + 2)
      throw std::runtime_error(path + ": expected x, y and as many values in every line");
    stations.places.push_back({numbers[0], numbers[1], 0});
    for (std::size_t c = 0; c < stations.columns.size(); ++c) stations.columns[c].push_back(numbers[c + 2]);
  }
  return stations;
}

StationPixels::StationPixels(const model::Grid& grid, std::span<const model::Position> stations) {
  for (const auto& s : stations) places_.push_back({grid.row_of(s.y) - 0.5, grid.col_of(s.x) - 0.5});
  std::ranges::sort(places_, {}, &Place::row);
}

bool StationPixels::touch(const model::Window& cell) const {
  const auto margin = std::max<std::int64_t>(1, cell.rows / 2);
  const auto north = static_cast<double>(cell.row - margin),
             south = static_cast<double>(cell.row + cell.rows + margin - 1),
             west = static_cast<double>(cell.col - margin),
             east = static_cast<double>(cell.col + cell.cols + margin - 1);
  const auto first = std::ranges::lower_bound(places_, north, {}, &Place::row);
  for (auto place = first; place != places_.end() && place->row <= south; ++place)
    if (place->col >= west && place->col <= east) return true;
  return false;
}

namespace {

model::NeighbourhoodOptions neighbourhood(int nearest) {
  model::NeighbourhoodOptions options;
  options.kind = nearest > 0 ? model::NeighbourhoodKind::nearest : model::NeighbourhoodKind::global;
  if (nearest > 0) options.nearest = nearest;
  return options;
}

}  // namespace

Kriging::Kriging(const Case& what, const Stations& stations, std::size_t fields)
    : what_(what),
      kernel_(stations.places, what.variogram, neighbourhood(what.nearest)),
      holds_(what.grid, stations.places) {
  if (stations.columns.size() < fields)
    throw std::runtime_error(what.stations + ": expected at least " + std::to_string(fields) +
                             " columns of values");
  for (std::size_t f = 0; f < fields; ++f) fields_.push_back(kernel_.field(stations.columns[f]));
}

void Kriging::at(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                 std::span<Batch> values) {
  model::BatchPositions at;
  for (std::size_t lane = 0; lane < batch_size; ++lane) {
    const auto k = std::min(lane, rows.size() - 1), i = lane;
    at.x[static_cast<Eigen::Index>(i)] = what_.grid.x(cols[k]);
    at.y[static_cast<Eigen::Index>(i)] = what_.grid.y(rows[k]);
  }
  kernel_.evaluate(at, fields_, values, workspace_);
}

double Kriging::whole_rows(std::span<const std::int64_t> rows) {
  std::vector<Batch> values(fields());
  std::vector<std::int64_t> of_row(batch_size), of_col(batch_size);
  double mixed = 0;
  for (const auto row : rows)
    for (std::int64_t col = 0; col < what_.grid.cols(); col += batch_size) {
      const auto count =
          static_cast<std::size_t>(std::min<std::int64_t>(batch_size, what_.grid.cols() - col));
      for (std::size_t k = 0; k < count; ++k) {
        of_row[k] = row;
        of_col[k] = col + static_cast<std::int64_t>(k);
      }
      at(std::span(of_row).first(count), std::span(of_col).first(count), values);
      for (const auto& field : values) mixed += field[0] + field[batch_size - 1];
    }
  return mixed;
}

/// As a survey does it: a break that is larger than what is tested for elsewhere is followed to the cell.
bool Kriging::breaks(const model::Window& cell) {
  if (kernel_.global()) return false;
  const double row = static_cast<double>(cell.row) + static_cast<double>(cell.rows) / 2,
               col = static_cast<double>(cell.col) + static_cast<double>(cell.cols) / 2;
  const model::Position centre{what_.grid.west() + col * what_.grid.dx(),
                               what_.grid.north() - row * what_.grid.dy(), 0};
  const double reach = std::hypot(static_cast<double>(cell.cols) / 2 * what_.grid.dx(),
                                  static_cast<double>(cell.rows) / 2 * what_.grid.dy());
  std::vector<double> largest(fields());
  kernel_.jumps(centre, model::no_data, reach, fields_, largest, workspace_);
  return std::ranges::any_of(largest, [&](double jump) { return jump > what_.tolerance / 3; });
}

model::Lattice Kriging::lattice() {
  return {{what_.lattice_cell, std::vector<double>(fields(), what_.tolerance)},
          [this](std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                 std::span<Batch> values) { at(rows, cols, values); },
          [this](const model::Window& cell) { return holds_.touch(cell) || breaks(cell); }};
}

}  // namespace minenpp::bench
