#include "model/grid/footprint.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include "model/grid/batch.h"

namespace minenpp::model {

namespace {

/// Indices first..last - 1.
struct Range {
  double first, last;
  [[nodiscard]] bool empty() const { return !(first < last); }
};

/// Pixels with centres in position - half..position + half. Kept as doubles until they are cut to a patch.
Range centres_within(double position, double half) {
  return {std::ceil(position - half - 0.5), std::ceil(position + half - 0.5)};
}

/// The part of the range that lies in first..first + count.
Range cut(const Range& range, std::int64_t first, std::int64_t count) {
  return {std::max(range.first, static_cast<double>(first)),
          std::min(range.last, static_cast<double>(first + count))};
}

/// Does a footprint hold a point `cols`, `rows` from its centre?
class Inside {
 public:
  explicit Inside(const Footprint& footprint)
      : f_(footprint), area_(f_.right_cols * f_.down_rows - f_.down_cols * f_.right_rows) {}

  bool operator()(double cols, double rows) const {
    const double right = (cols * f_.down_rows - rows * f_.down_cols) / area_;
    const double down = (rows * f_.right_cols - cols * f_.right_rows) / area_;
    return right >= -0.5 && right < 0.5 && down >= -0.5 && down < 0.5;
  }

 private:
  const Footprint& f_;
  double area_;
};

/// Calls `use` with the value of every pixel of the patch whose centre the footprint holds, NaN where it has
/// no data; returns how many these are.
template <typename Use>
std::int64_t for_each_within(const RasterPatch& patch, double col, double row, const Footprint& footprint,
                             const Use& use) {
  const Window& window = patch.window;
  const Range cols = cut(centres_within(col, footprint.half_cols()), window.col, window.cols),
              rows = cut(centres_within(row, footprint.half_rows()), window.row, window.rows);
  if (cols.empty() || rows.empty()) return 0;
  const bool upright = footprint.is_upright();
  const Inside inside(footprint);
  std::int64_t centres = 0;
  const auto last_row = static_cast<std::int64_t>(rows.last), last_col = static_cast<std::int64_t>(cols.last);
  for (auto r = static_cast<std::int64_t>(rows.first); r < last_row; ++r) {
    const auto line = patch.values.subspan(static_cast<std::size_t>((r - window.row) * window.cols),
                                           static_cast<std::size_t>(window.cols));
    for (auto c = static_cast<std::int64_t>(cols.first); c < last_col; ++c) {
      if (!upright && !inside(static_cast<double>(c) + 0.5 - col, static_cast<double>(r) + 0.5 - row))
        continue;
      ++centres;
      use(line[static_cast<std::size_t>(c - window.col)]);
    }
  }
  return centres;
}

}  // namespace

double Footprint::half_cols() const {
  return (std::abs(right_cols) + std::abs(down_cols)) / 2;
}

double Footprint::half_rows() const {
  return (std::abs(right_rows) + std::abs(down_rows)) / 2;
}

double mean_within(const RasterPatch& patch, double col, double row, const Footprint& footprint) {
  if (std::isnan(col) || std::isnan(row)) return no_data;
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
  if (std::isnan(col) || std::isnan(row)) return no_data;
  const double own = sample(patch, Sampling::nearest, col, row);
  std::map<double, std::int64_t> votes;
  std::int64_t voters = 0;
  const auto centres = for_each_within(patch, col, row, footprint, [&](double value) {
    if (std::isnan(value)) return;
    ++votes[value];
    ++voters;
  });
  if (centres == 0) return own;
  if (2 * voters < centres) return no_data;
  std::int64_t most = 0;
  double best = no_data;
  for (const auto& [value, count] : votes) {
    if (count < most || (count == most && value != own)) continue;
    most = count;
    best = value;
  }
  return best;
}

}  // namespace minenpp::model
