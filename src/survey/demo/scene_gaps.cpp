#include "survey/demo/scene_gaps.h"

#include <algorithm>
#include <cmath>

namespace minenpp::survey {
namespace {

constexpr double period_lines = 33, widest_lines = 15.5;
constexpr double whole_part = 0.06;  // of the half width, on both sides of the centre line
constexpr double tilt = 0.12;        // the track runs from north-north-east to south-south-west

}  // namespace

ScanGaps::ScanGaps(std::int64_t rows, std::int64_t cols, double phase)
    : half_rows_(static_cast<double>(rows) / 2), half_cols_(static_cast<double>(cols) / 2), phase_(phase) {}

bool ScanGaps::holds(std::int64_t row, std::int64_t col) const {
  const double down = static_cast<double>(row) + 0.5 - half_rows_;
  const double across = static_cast<double>(col) + 0.5 - half_cols_;
  const double from_centre = across + tilt * down;
  const double part = std::min(std::abs(from_centre) / half_cols_, 1.0);
  const double width = widest_lines * std::max(0.0, (part - whole_part) / (1 - whole_part));
  // Forward and backward scans part on one side where they meet on the other.
  const double side = from_centre < 0 ? 0.5 : 0.0;
  const double periods = (down - tilt * across) / period_lines + phase_ + side;
  const double from_gap = std::abs(periods - std::floor(periods) - 0.5) * period_lines;
  return from_gap < width / 2;
}

}  // namespace minenpp::survey
