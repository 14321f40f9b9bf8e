#include "model/space/row_coverage.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace minenpp::model {

namespace {

// Shares nearer than this to 0 or 1 differ from it by rounding alone, or by nothing that matters.
constexpr double rounding = 1e-9;

}  // namespace

void RowCoverage::add(double col_from, double col_to, double height) {
  // The area east of a straight piece is the same whichever end is above.
  if (col_to < col_from) std::swap(col_from, col_to);
  const auto first = static_cast<std::int64_t>(std::floor(col_from));
  const auto last = static_cast<std::int64_t>(std::floor(col_to));
  double west = col_from;
  for (auto col = first; col <= last; ++col) {
    const double border = static_cast<double>(col + 1), east = col == last ? col_to : border;
    const double part = first == last ? height : height * ((east - west) / (col_to - col_from));
    cells_.push_back({col, part * (border - (west + east) / 2), part});
    west = border;
  }
}

const std::vector<RowCoverage::Run>& RowCoverage::take_runs() {
  runs_.clear();
  // Cells of one column keep their order, so that their sum is the same in every window.
  std::stable_sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) { return a.col < b.col; });
  double east_of_all = 0;
  for (std::size_t i = 0; i < cells_.size();) {
    const auto col = cells_[i].col;
    double area = east_of_all;
    for (; i < cells_.size() && cells_[i].col == col; ++i) {
      area += cells_[i].area;
      east_of_all += cells_[i].height;
    }
    take_run(col, col + 1, area);
    if (i < cells_.size()) take_run(col + 1, cells_[i].col, east_of_all);
  }
  cells_.clear();
  return runs_;
}

void RowCoverage::take_run(std::int64_t begin, std::int64_t end, double share) {
  if (begin < end && share > rounding) runs_.push_back({begin, end, share > 1 - rounding ? 1 : share});
}

}  // namespace minenpp::model
