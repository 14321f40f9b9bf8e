#include "model/space/raster_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "model/error.h"

namespace minenpp::model {

namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();

std::vector<double> squared_gaps(std::int64_t halo, double size) {
  std::vector<double> squares(static_cast<std::size_t>(halo) + 1);
  for (std::size_t k = 1; k < squares.size(); ++k) {
    const double gap = (static_cast<double>(k) - 0.5) * size;
    squares[k] = gap * gap;
  }
  return squares;
}

void check_windows(const Window& outer, const Window& inner, std::size_t input, std::size_t output) {
  if (outer.rows < 0 || outer.cols < 0 || input != static_cast<std::size_t>(outer.size()))
    throw Error(Fault::usage, "a distance was given " + std::to_string(input) + " pixels for a window of " +
                                  std::to_string(outer.rows) + " x " + std::to_string(outer.cols));
  if (inner.rows < 0 || inner.cols < 0 || output != static_cast<std::size_t>(inner.size()))
    throw Error(Fault::usage, "a distance has room for " + std::to_string(output) +
                                  " pixels for a window of " + std::to_string(inner.rows) + " x " +
                                  std::to_string(inner.cols));
  if (!inner.empty() && intersect(outer, inner) != inner)
    throw Error(Fault::usage, "the window of a distance is not inside the window of its mines");
}

}  // namespace

/// The nearest mine pixel of each column, seen from each row of the inner window: `square` the squared gap in
/// rows (infinite where none is within the halo) and `mine` its mine. Columns run from inner.col - halo to
/// the same beyond the other side, those outside the outer window being empty.
struct RasterDistance::Columns {
  std::int64_t cols = 0;
  std::vector<double> square;
  std::vector<std::int32_t> mine;
};

namespace {

/// Rows to the last mine pixel met on the way down or up a column, and its mine.
struct Met {
  std::int64_t rows = std::numeric_limits<std::int64_t>::max() / 2;
  std::int32_t mine = 0;

  void step(std::int32_t here) {
    if (here != 0)
      *this = {0, here};
    else
      ++rows;
  }

  [[nodiscard]] bool before(const Met& other) const {
    return rows < other.rows || (rows == other.rows && mine < other.mine);
  }
};

}  // namespace

Window RasterDistance::widened(const Window& inner) const {
  return {inner.row - halo_.rows, inner.col - halo_.cols, inner.rows + 2 * halo_.rows,
          inner.cols + 2 * halo_.cols};
}

template <typename MineOf>
RasterDistance::Columns RasterDistance::down_and_up(const Window& outer, const Window& inner,
                                                    MineOf&& mine_of) const {
  const Window wide = widened(inner);
  const Window seen = intersect(outer, wide);
  Columns columns{wide.cols, {}, {}};
  columns.square.assign(static_cast<std::size_t>(inner.rows * wide.cols), unreached);
  columns.mine.assign(columns.square.size(), 0);
  std::vector<Met> down(static_cast<std::size_t>(inner.rows * seen.cols));
  std::vector<Met> met(static_cast<std::size_t>(seen.cols));
  const auto walk = [&](std::int64_t row, auto&& at_inner_row) {
    const auto first = (row - outer.row) * outer.cols + seen.col - outer.col;
    for (std::int64_t c = 0; c < seen.cols; ++c)
      met[static_cast<std::size_t>(c)].step(mine_of(static_cast<std::size_t>(first + c)));
    if (row < inner.row || row >= inner.row + inner.rows) return;
    for (std::int64_t c = 0; c < seen.cols; ++c)
      at_inner_row(row - inner.row, c, met[static_cast<std::size_t>(c)]);
  };
  for (std::int64_t row = seen.row; row < inner.row + inner.rows; ++row)
    walk(row, [&](std::int64_t r, std::int64_t c, const Met& here) {
      down[static_cast<std::size_t>(r * seen.cols + c)] = here;
    });
  std::fill(met.begin(), met.end(), Met{});
  for (std::int64_t row = seen.row + seen.rows - 1; row >= inner.row; --row)
    walk(row, [&](std::int64_t r, std::int64_t c, const Met& up) {
      const Met& above = down[static_cast<std::size_t>(r * seen.cols + c)];
      const Met& nearest = above.before(up) ? above : up;
      if (nearest.rows > halo_.rows) return;
      const auto i = static_cast<std::size_t>(r * wide.cols + c + seen.col - wide.col);
      columns.square[i] = row_square_[static_cast<std::size_t>(nearest.rows)];
      columns.mine[i] = nearest.mine;
    });
  return columns;
}

/// As down_and_up where it does not matter whose the mine is: whole numbers alone, column beside column,
/// which makes vector code.
template <typename IsMine>
RasterDistance::Columns RasterDistance::gaps(const Window& outer, const Window& inner,
                                             IsMine&& is_mine) const {
  const Window wide = widened(inner);
  const Window seen = intersect(outer, wide);
  Columns columns{wide.cols, {}, {}};
  columns.square.assign(static_cast<std::size_t>(inner.rows * wide.cols), unreached);
  constexpr std::int32_t none_met = std::numeric_limits<std::int32_t>::max() / 2;
  const auto cols = static_cast<std::size_t>(seen.cols);
  std::vector<std::int32_t> down(static_cast<std::size_t>(inner.rows) * cols), met(cols, none_met);
  const auto step = [&](std::int64_t row) {
    const auto first = static_cast<std::size_t>((row - outer.row) * outer.cols + seen.col - outer.col);
    for (std::size_t c = 0; c < cols; ++c) met[c] = is_mine(first + c) ? 0 : met[c] + 1;
  };
  for (std::int64_t row = seen.row; row < inner.row + inner.rows; ++row) {
    step(row);
    if (row >= inner.row) std::ranges::copy(met, down.begin() + (row - inner.row) * seen.cols);
  }
  std::ranges::fill(met, none_met);
  const auto most = static_cast<std::int32_t>(halo_.rows);
  for (std::int64_t row = seen.row + seen.rows - 1; row >= inner.row; --row) {
    step(row);
    if (row >= inner.row + inner.rows) continue;
    const auto* above = down.data() + (row - inner.row) * seen.cols;
    double* square = columns.square.data() + (row - inner.row) * wide.cols + seen.col - wide.col;
    for (std::size_t c = 0; c < cols; ++c) {
      const auto nearest = std::min(above[c], met[c]);
      const double gap = nearest == 0 ? 0 : (static_cast<double>(nearest) - 0.5) * row_height_;
      square[c] = nearest > most ? unreached : gap * gap;
    }
  }
  return columns;
}

double RasterDistance::rooted(double square) const {
  const double distance = std::sqrt(square);
  return distance <= radius_ ? distance : unreached;
}

void RasterDistance::across(const Columns& columns, const Window& inner, std::span<double> out) const {
  const auto cols = static_cast<std::size_t>(inner.cols);
  const auto halo = static_cast<std::size_t>(halo_.cols);
  for (std::size_t r = 0; r < static_cast<std::size_t>(inner.rows); ++r) {
    const double* row = columns.square.data() + r * static_cast<std::size_t>(columns.cols);
    const auto best = out.subspan(r * cols, cols);
    std::fill(best.begin(), best.end(), unreached);
    if (*std::min_element(row, row + columns.cols) == unreached) continue;
    for (std::size_t k = 0; k <= halo; ++k) {
      const double square = col_square_[k];
      const double* left = row + halo - k;
      const double* right = row + halo + k;
      for (std::size_t c = 0; c < cols; ++c)
        best[c] = std::min(best[c], square + std::min(left[c], right[c]));
    }
    for (double& value : best) value = rooted(value);
  }
}

void RasterDistance::across(const Columns& columns, const Window& inner, std::span<double> out,
                            std::span<std::int32_t> out_mine) const {
  const auto cols = static_cast<std::size_t>(inner.cols);
  const auto halo = static_cast<std::size_t>(halo_.cols);
  for (std::size_t r = 0; r < static_cast<std::size_t>(inner.rows); ++r) {
    const auto begin = r * static_cast<std::size_t>(columns.cols);
    const auto best = out.subspan(r * cols, cols);
    const auto mine = out_mine.subspan(r * cols, cols);
    std::fill(best.begin(), best.end(), unreached);
    std::fill(mine.begin(), mine.end(), 0);
    const double* row = columns.square.data() + begin;
    if (*std::min_element(row, row + columns.cols) == unreached) continue;
    const auto consider = [&](std::size_t c, double col_square, std::size_t from) {
      const double square = col_square + columns.square[begin + from];
      if (square > best[c] || square == unreached) return;
      mine[c] = square < best[c] ? columns.mine[begin + from] : std::min(mine[c], columns.mine[begin + from]);
      best[c] = square;
    };
    for (std::size_t c = 0; c < cols; ++c) {
      consider(c, 0, c + halo);
      for (std::size_t k = 1; k <= halo && col_square_[k] <= best[c]; ++k) {
        consider(c, col_square_[k], c + halo - k);
        consider(c, col_square_[k], c + halo + k);
      }
      best[c] = rooted(best[c]);
      if (best[c] == unreached) mine[c] = 0;
    }
  }
}

RasterDistance::RasterDistance(PixelSize pixel, double radius)
    : radius_(radius),
      halo_(halo_of(pixel, radius)),
      row_height_(pixel.height),
      row_square_(squared_gaps(halo_.rows, pixel.height)),
      col_square_(squared_gaps(halo_.cols, pixel.width)) {}

void RasterDistance::distances(std::span<const std::uint8_t> mask, const Window& outer, const Window& inner,
                               std::span<double> out) const {
  check_windows(outer, inner, mask.size(), out.size());
  if (inner.empty()) return;
  across(gaps(outer, inner, [&](std::size_t i) { return mask[i] != 0; }), inner, out);
}

void RasterDistance::distances_to(std::int32_t mine, std::span<const std::int32_t> mines, const Window& outer,
                                  const Window& inner, std::span<double> out) const {
  if (mine == 0) throw Error(Fault::usage, "the distance to mine 0 was asked for, which stands for no mine");
  check_windows(outer, inner, mines.size(), out.size());
  if (inner.empty()) return;
  across(gaps(outer, inner, [&](std::size_t i) { return mines[i] == mine; }), inner, out);
}

void RasterDistance::nearest(std::span<const std::int32_t> mines, const Window& outer, const Window& inner,
                             std::span<double> out, std::span<std::int32_t> out_mine) const {
  check_windows(outer, inner, mines.size(), out.size());
  check_windows(outer, inner, mines.size(), out_mine.size());
  if (inner.empty()) return;
  across(down_and_up(outer, inner, [&](std::size_t i) { return mines[i]; }), inner, out, out_mine);
}

}  // namespace minenpp::model
