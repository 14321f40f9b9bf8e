#include "survey/mines/block_grid.h"

#include <cmath>

namespace minenpp::survey {

BlockGrid::BlockGrid(const model::Grid& grid, double edge_m)
    : rows_(std::max<std::int64_t>(1, std::llround(edge_m / grid.dy()))),
      cols_(std::max<std::int64_t>(1, std::llround(edge_m / grid.dx()))),
      across_((grid.cols() + cols_ - 1) / cols_) {}

}  // namespace minenpp::survey
