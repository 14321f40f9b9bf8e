#include "model/grid/footprint.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/grid/batch.h"
#include "model/grid/grid.h"

namespace minenpp::model {

namespace {

/// Indices first..last - 1.
struct Range {
  double first, last;
  [[nodiscard]] bool empty() const { return !(first < last); }
};

/// Edges within this of a centre, in raster pixels, are at it: rounding must not give a centre on the edge
/// between two footprints to both or to none.
constexpr double rounding = 1e-6;

/// Pixels with centres in position - half..position + half. Kept as doubles until they are cut to a patch.
Range centres_within(double position, double half) {
  return {std::ceil(position - half - 0.5 - rounding), std::ceil(position + half - 0.5 - rounding)};
}

/// Does a footprint hold a point `cols`, `rows` from its centre?
class Inside {
 public:
  explicit Inside(const Footprint& footprint)
      : f_(footprint), area_(f_.right_cols * f_.down_rows - f_.down_cols * f_.right_rows) {}

  bool operator()(double cols, double rows) const {
    const double right = (cols * f_.down_rows - rows * f_.down_cols) / area_;
    const double down = (rows * f_.right_cols - cols * f_.right_rows) / area_;
    const auto within = [](double way) { return way >= -0.5 - rounding && way < 0.5 - rounding; };
    return within(right) && within(down);
  }

 private:
  const Footprint& f_;
  double area_;
};

/// Calls `use` with the value of every pixel whose centre the footprint holds, NaN where it has no data or
/// lies outside the patch; returns how many these are.
template <typename Use>
std::int64_t for_each_within(const RasterPatch& patch, double col, double row, const Footprint& footprint,
                             const Use& use) {
  const Window& window = patch.window;
  const Range cols = centres_within(col, footprint.half_cols()),
              rows = centres_within(row, footprint.half_rows());
  if (cols.empty() || rows.empty()) return 0;
  const bool upright = footprint.is_upright();
  const Inside inside(footprint);
  std::int64_t centres = 0;
  const auto last_row = static_cast<std::int64_t>(rows.last), last_col = static_cast<std::int64_t>(cols.last);
  for (auto r = static_cast<std::int64_t>(rows.first); r < last_row; ++r) {
    const bool held_row = r >= window.row && r < window.row + window.rows;
    for (auto c = static_cast<std::int64_t>(cols.first); c < last_col; ++c) {
      if (!upright && !inside(static_cast<double>(c) + 0.5 - col, static_cast<double>(r) + 0.5 - row))
        continue;
      ++centres;
      const bool held = held_row && c >= window.col && c < window.col + window.cols;
      use(held ? patch.values[static_cast<std::size_t>((r - window.row) * window.cols + c - window.col)]
               : no_data);
    }
  }
  return centres;
}

/// How many pixels have each value, smallest value first. There are few values.
class Votes {
 public:
  void add(double value) {
    const auto at = std::ranges::lower_bound(counts_, value, {}, &std::pair<double, std::int64_t>::first);
    if (at != counts_.end() && at->first == value)
      ++at->second;
    else
      counts_.insert(at, {value, 1});
    ++all_;
  }
  [[nodiscard]] std::int64_t all() const { return all_; }
  /// Of values equally frequent `preferred`, if it is among them, else the smallest; NaN without votes.
  [[nodiscard]] double winner(double preferred) const {
    std::int64_t most = 0;
    double best = no_data;
    for (const auto& [value, count] : counts_) {
      if (count < most || (count == most && value != preferred)) continue;
      most = count;
      best = value;
    }
    return best;
  }

 private:
  std::vector<std::pair<double, std::int64_t>> counts_;
  std::int64_t all_ = 0;
};

}  // namespace

double Footprint::half_cols() const {
  return (std::abs(right_cols) + std::abs(down_cols)) / 2;
}

double Footprint::half_rows() const {
  return (std::abs(right_rows) + std::abs(down_rows)) / 2;
}

double mean_within(const RasterPatch& patch, double col, double row, const Footprint& footprint) {
  if (!holds(patch.window, col, row)) return no_data;
  double sum = 0;
  std::int64_t count = 0;
  const auto centres = for_each_within(patch, col, row, footprint, [&](double value) {
    if (std::isnan(value)) return;
    sum += value;
    ++count;
  });
  if (centres == 0) return sample(patch, Sampling::nearest, col, row);
  return count > 0 ? sum / static_cast<double>(count) : no_data;
}

double most_frequent_within(const RasterPatch& patch, double col, double row, const Footprint& footprint) {
  if (!holds(patch.window, col, row)) return no_data;
  const double own = sample(patch, Sampling::nearest, col, row);
  Votes votes;
  const auto centres = for_each_within(patch, col, row, footprint, [&](double value) {
    if (!std::isnan(value)) votes.add(value);
  });
  if (centres == 0) return own;
  return 2 * votes.all() < centres ? no_data : votes.winner(own);
}

}  // namespace minenpp::model
