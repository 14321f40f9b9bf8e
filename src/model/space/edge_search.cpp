#include "model/space/edge_search.h"

#include <algorithm>
#include <cmath>

#include "model/grid/lanes.h"

namespace minenpp::model {

namespace {

constexpr std::int64_t small_part = 128;   // pixels
constexpr std::size_t few_candidates = 4;  // not worth sorting out

double squared(double width, double height, PixelSize pixel) {
  const double x = width * pixel.width;
  const double y = height * pixel.height;
  return x * x + y * y;
}

/// Squared distance from the farthest corner of a box to a position.
double squared_farthest(const CentreBox& box, const Vertex& from, PixelSize pixel) {
  return squared(std::max(std::abs(from.col - box.west), std::abs(from.col - box.east)),
                 std::max(std::abs(from.row - box.top), std::abs(from.row - box.bottom)), pixel);
}

}  // namespace

CentreBox::CentreBox(const Window& window)
    : west(static_cast<double>(window.col) + 0.5),
      east(static_cast<double>(window.col + window.cols) - 0.5),
      top(static_cast<double>(window.row) + 0.5),
      bottom(static_cast<double>(window.row + window.rows) - 0.5) {}

double squared_gap(const CentreBox& box, double west, double east, double top, double bottom,
                   PixelSize pixel) {
  return squared(std::max({west - box.east, 0.0, box.west - east}),
                 std::max({top - box.bottom, 0.0, box.top - bottom}), pixel);
}

double widened(double distance, PixelSize pixel) {
  const double wide = distance * (1 + 1e-9) + 1e-6 * std::max(pixel.width, pixel.height);
  return wide * wide;
}

EdgeSearch::EdgeSearch(std::span<const Edge> edges, std::span<const std::int32_t> edge_mine, PixelSize pixel,
                       double radius, const Window& window, std::span<double> square,
                       std::span<std::int32_t> mine)
    : edges_(edges),
      edge_mine_(edge_mine),
      pixel_(pixel),
      radius_(radius),
      window_(window),
      square_(square),
      mine_(mine) {}

void EdgeSearch::add(std::uint32_t first, std::uint32_t last) {
  for (auto edge = first; edge < last; ++edge) candidates_.push_back(edge);
}

void EdgeSearch::run() {
  const auto all = candidates_.size();
  keep_possible(window_, 0, all);
  split(window_, all);
  candidates_.clear();
}

void EdgeSearch::split(const Window& part, std::size_t first) {
  const auto last = candidates_.size();
  if (first == last) return;
  if (part.size() <= small_part || last - first <= few_candidates) return try_all(part, first, last);
  Window half = part, other = part;
  // Wide parts, whose rows fill vectors.
  if (part.rows >= part.cols) {
    half.rows = part.rows / 2;
    other.row += half.rows;
    other.rows -= half.rows;
  } else {
    half.cols = part.cols / 2;
    other.col += half.cols;
    other.cols -= half.cols;
  }
  for (const Window& side : {half, other}) {
    keep_possible(side, first, last);
    split(side, last);
    candidates_.resize(last);
  }
}

void EdgeSearch::keep_possible(const Window& part, std::size_t first, std::size_t last) {
  const CentreBox box(part);
  double nearest =
      radius_ * radius_;  // no pixel of the part is farther than this from its nearest edge, or matters
  for (auto i = first; i < last; ++i) {
    const Edge& edge = edges_[candidates_[i]];
    nearest = std::min(
        {nearest, squared_farthest(box, edge.top(), pixel_), squared_farthest(box, edge.bottom(), pixel_)});
  }
  const double limit = widened(std::sqrt(nearest), pixel_);
  for (auto i = first; i < last; ++i) {
    const Edge& edge = edges_[candidates_[i]];
    const double gap = squared_gap(box, edge.west(), edge.east(), edge.top().row, edge.bottom().row, pixel_);
    if (gap <= limit) candidates_.push_back(candidates_[i]);
  }
}

void EdgeSearch::try_all(const Window& part, std::size_t first, std::size_t last) {
  for (auto row = part.row; row < part.row + part.rows; ++row)
    for (std::int64_t done = 0; done < part.cols; done += lane_count)
      try_pixels({row, part.col + done, 1, std::min<std::int64_t>(lane_count, part.cols - done)}, first,
                 last);
}

void EdgeSearch::try_pixels(const Window& pixels, std::size_t first, std::size_t last) {
  const auto at =
      static_cast<std::size_t>((pixels.row - window_.row) * window_.cols + pixels.col - window_.col);
  const auto count = static_cast<std::size_t>(pixels.cols);
  Lanes col{}, nearest{};
  LaneMask mine{};
  for (std::size_t lane = 0; lane < lane_count; ++lane)
    col[lane] = static_cast<double>(pixels.col + static_cast<std::int64_t>(lane)) + 0.5;
  for (std::size_t lane = 0; lane < count; ++lane) {
    nearest[lane] = square_[at + lane];
    mine[lane] = mine_[at + lane];
  }
  const double row = static_cast<double>(pixels.row) + 0.5;
  for (auto i = first; i < last; ++i) {
    const Lanes square = edges_[candidates_[i]].squared_distance(col, row);
    const LaneMask its = LaneMask{} + edge_mine_[candidates_[i]];
    const LaneMask lower = its < mine ? its : mine;
    const LaneMask of_a_tie = square == nearest ? lower : mine;
    mine = square < nearest ? its : of_a_tie;
    nearest = square < nearest ? square : nearest;
  }
  for (std::size_t lane = 0; lane < count; ++lane) {
    square_[at + lane] = nearest[lane];
    mine_[at + lane] = static_cast<std::int32_t>(mine[lane]);
  }
}

}  // namespace minenpp::model
