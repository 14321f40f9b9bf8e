#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/geostat/kriging_kernel.h"
#include "model/geostat/lattice.h"
#include "model/grid/grid.h"

namespace minenpp::bench {

/// Stations on a map plane (x, y in m) with columns of values, one a month and variable.
struct Stations {
  std::vector<model::Position> places;
  std::vector<std::vector<double>> columns;  ///< [column][station]
};

/// Reads a CSV table: a header, then x, y and the columns. Throws std::runtime_error where it is no such
/// table.
[[nodiscard]] Stations read_stations(const std::string& path);

/// What one run measures.
struct Case {
  std::string stations;
  model::Grid grid;
  model::Variogram variogram;
  int nearest = 0;          ///< stations a cell; 0: all of them
  double tolerance = 0.01;  ///< of the lattice, in the unit of the values
  std::int64_t lattice_cell = 64;
  std::int64_t tile = 256;      ///< the lattice fills windows of so many pixels a side, as a survey does
  std::int64_t exact_rows = 0;  ///< the exact kernel is timed on so many whole rows, picked at random; 0: all
  std::int64_t cells_rows = 0;  ///< of which the first so many are written for gstat
  int repeats = 3;
  std::string points;  ///< file of comparison points to write
  std::string cells;   ///< file of cells to write, on which gstat is timed
};

/// The pixels that hold a station, which a lattice divides to the end.
class StationPixels {
 public:
  StationPixels(const model::Grid& grid, std::span<const model::Position> stations);
  /// Is one in the cell, or within half its edge of it?
  [[nodiscard]] bool touch(const model::Window& cell) const;

 private:
  struct Place {
    double row, col;
  };
  std::vector<Place> places_;  // by row
};

/// The kernel of a case with the first fields of its stations, on the case's grid.
class Kriging {
 public:
  Kriging(const Case& what, const Stations& stations, std::size_t fields);

  /// Exact values at up to 64 pixels.
  void at(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
          std::span<model::Batch> values);
  /// The exact values of whole rows; returns something that depends on all of them.
  double whole_rows(std::span<const std::int64_t> rows);
  /// A lattice of these fields; this must outlive it.
  [[nodiscard]] model::Lattice lattice();
  /// Nothing remembered of the places met so far.
  void forget() { workspace_ = {}; }

  [[nodiscard]] std::size_t fields() const { return fields_.size(); }

 private:
  [[nodiscard]] bool breaks(const model::Window& cell);

  const Case& what_;
  model::KrigingKernel kernel_;
  StationPixels holds_;
  std::vector<model::KrigedField> fields_;
  model::KrigingKernel::Workspace workspace_;
};

}  // namespace minenpp::bench
