#pragma once

#include <cstdint>

namespace minenpp::model {

/// Order n of the smallest square of 2^n by 2^n cells that holds `rows` by `cols` cells; 0 for a single cell.
/// `rows`, `cols` in 1..2^31. Throws Error(usage) outside.
[[nodiscard]] int hilbert_order(std::int64_t rows, std::int64_t cols);

/// Position, from 0, of a cell on the Hilbert curve of `order` (0..31) that fills the square. Cells next to
/// each other on the curve share an edge, so a stretch of the curve is a compact patch. A lattice of any
/// shape is ordered by its cells' positions on the enclosing square; a gap in the positions is then a cell
/// outside the lattice. `row`, `col` in 0..2^order - 1. Source: Hilbert (1891), Math. Ann. 38, 459-460.
[[nodiscard]] std::int64_t hilbert_position(std::int64_t row, std::int64_t col, int order);

}  // namespace minenpp::model
