#pragma once

#include <cstdint>
#include <vector>

namespace minenpp::model {

/// Which share of each pixel of one row lies east of some edges, edges that count negatively taken off: the
/// area of a polygon within the row, where the edges are its boundary. Everything in fractional pixels.
class RowCoverage {
 public:
  /// A run of pixels, begin <= column < end, with one share.
  struct Run {
    std::int64_t begin, end;
    double share;
  };

  /// The piece of an edge within the row, from column `col_from` to `col_to`; it is |height| of a row tall,
  /// and counts negatively where `height` is below 0.
  void add(double col_from, double col_to, double height);

  /// The runs with a share above 0 of all that was added, columns ascending; neighbours may have the same
  /// share. Empties this. The runs stay until the next call.
  const std::vector<Run>& take_runs();

 private:
  /// What a pixel's edges cover: `area` of the pixel itself, `height` of every pixel east of it.
  struct Cell {
    std::int64_t col;
    double area, height;
  };
  void take_run(std::int64_t begin, std::int64_t end, double share);

  std::vector<Cell> cells_;
  std::vector<Run> runs_;
};

}  // namespace minenpp::model
