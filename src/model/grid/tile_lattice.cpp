#include "model/grid/tile_lattice.h"

#include "model/error.h"

namespace minenpp::model {

TileLattice::TileLattice(const Grid& grid, std::int64_t tile_size)
    : grid_(grid.window()), tile_size_(tile_size) {
  if (tile_size < 1) throw Error(Fault::usage, "a tile needs at least one pixel");
  tile_rows_ = (grid.rows() + tile_size - 1) / tile_size;
  tile_cols_ = (grid.cols() + tile_size - 1) / tile_size;
}

Window TileLattice::window(std::int64_t tile) const {
  const Window whole{tile / tile_cols_ * tile_size_, tile % tile_cols_ * tile_size_, tile_size_, tile_size_};
  return intersect(whole, grid_);
}

}  // namespace minenpp::model
