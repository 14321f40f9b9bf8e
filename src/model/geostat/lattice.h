#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "model/grid/batch.h"
#include "model/grid/grid.h"

namespace minenpp::model {

/// Exact values of all fields at up to 64 pixels, given by row and column (equal sizes; they may leave the
/// grid). `fields`: one batch a field; lanes beyond the pixels given are not looked at. NaN is no data.
using ExactFields = std::function<void(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                                       std::span<Batch> fields)>;

struct LatticeOptions {
  std::int64_t cell = 64;           ///< edge of the coarsest cells, pixels: a power of two, 4..1024
  std::vector<double> tolerance{};  ///< one a field, in its unit, > 0
};

/// What a lattice did so far.
struct LatticeWork {
  std::int64_t pixels = 0;  ///< filled
  std::int64_t nodes = 0;   ///< evaluated exactly
};

/// Must these pixels be divided to the end whatever the fields look like at the nodes? Cells that hold a
/// station, where a variogram's rise gives the surface a point, or the edge of a search radius.
using MustDivide = std::function<bool(const Window& cell)>;

/// Smooth fields over the grid at a fraction of their cost: evaluated exactly at the nodes of square cells,
/// interpolated between.
///
/// The coarsest cells hang on pixel (0, 0) of the grid. A cell has nine nodes: corners, middles of its edges,
/// its centre; the surface through them is quadratic in each direction. It is tested against exact values in
/// the centres of the cell's quarters: where it misses one of them by more than a third of a field's
/// tolerance, or some of these points have data and some none, the cell is divided into four, down to an edge
/// of two pixels, where every pixel is a node. Error falls with the third power of the edge.
///
/// A pixel's value depends on the fields and the grid alone, not on the window it is asked for with.
class Lattice {
 public:
  /// Throws Error(usage) for a cell or tolerance out of range. `must_divide` may be empty.
  Lattice(LatticeOptions options, ExactFields exact, MustDivide must_divide = {});

  /// values[f]: window.size() values of field f, row by row; resized. The window lies in the grid.
  void fill(const Window& window, std::span<std::vector<double>> values);

  /// The same in two steps, for many values that are wanted a few rows at a time: finds the cells of a
  /// window, and then fills parts of it from them.
  void refine(const Window& window);
  /// `part` lies in the window that was last refined.
  void fill_part(const Window& part, std::span<std::vector<double>> values) const;
  /// Gives back the memory of the cells.
  void forget() { undivided_ = {}; }

  [[nodiscard]] const LatticeWork& work() const { return work_; }

 private:
  struct Cell {
    std::int64_t row = 0, col = 0, edge = 0;
    std::vector<double> points;  // [point][field]: nine nodes row by row, then the centres of the quarters
  };
  struct Wanted {
    std::size_t cell;
    int point;
  };
  [[nodiscard]] std::size_t fields() const { return options_.tolerance.size(); }
  void evaluate(std::vector<Cell>& cells);
  [[nodiscard]] bool divides(const Cell& cell) const;
  [[nodiscard]] bool misses(const Cell& cell, std::size_t field) const;
  [[nodiscard]] static std::vector<Cell> divided(const Cell& cell, std::size_t fields);
  void copy_nodes(const Cell& cell, const Window& part, const Window& window,
                  std::span<std::vector<double>> values) const;
  void fill_cell(const Cell& cell, const Window& window, std::span<std::vector<double>> values) const;

  LatticeOptions options_;
  ExactFields exact_;
  MustDivide must_divide_;
  std::vector<Batch> batch_;
  std::vector<Wanted> wanted_;
  std::vector<Cell> undivided_;  // of the window that was last refined
  LatticeWork work_;
};

}  // namespace minenpp::model
