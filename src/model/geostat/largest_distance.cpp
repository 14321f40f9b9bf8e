// largest_distance_m of position.h: by pairs of boxes that may hold the farthest pair, not by all pairs.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "model/geostat/position.h"

namespace minenpp::model {

namespace {

constexpr std::size_t leaf_points = 24;

double largest_of_pairs(std::span<const Position> a, std::span<const Position> b) {
  double largest = 0;
  for (const auto& p : a)
    for (const auto& q : b) largest = std::max(largest, squared_distance(p, q));
  return largest;
}

/// A tree of boxes, each halved along its longest edge.
class BoxTree {
 public:
  explicit BoxTree(std::vector<Position> points) : points_(std::move(points)) {
    grow(0, points_.size());
    largest_ = walked_to_far_ends();
  }

  /// Square of the largest distance.
  double largest() {
    compare(0, 0);
    return largest_;
  }

 private:
  struct Box {
    Position low, high;
    std::size_t begin, end;
    std::size_t left = 0, right = 0;  ///< 0: a leaf
  };

  [[nodiscard]] std::span<const Position> points_of(const Box& box) const {
    return std::span(points_).subspan(box.begin, box.end - box.begin);
  }

  std::size_t grow(std::size_t begin, std::size_t end) {
    const std::size_t index = boxes_.size();
    Box box{points_[begin], points_[begin], begin, end};
    for (std::size_t i = begin; i < end; ++i) {
      const Position& p = points_[i];
      box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y), std::min(box.low.z, p.z)};
      box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y), std::max(box.high.z, p.z)};
    }
    boxes_.push_back(box);
    if (end - begin <= leaf_points) return index;
    const double x = box.high.x - box.low.x, y = box.high.y - box.low.y, z = box.high.z - box.low.z;
    const auto axis = x >= y && x >= z ? &Position::x : y >= z ? &Position::y : &Position::z;
    const std::size_t middle = begin + (end - begin) / 2;
    const auto at = [&](std::size_t i) { return points_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(begin), at(middle), at(end),
                     [&](const Position& a, const Position& b) { return a.*axis < b.*axis; });
    const std::size_t left = grow(begin, middle);
    const std::size_t right = grow(middle, end);
    boxes_[index].left = left;
    boxes_[index].right = right;
    return index;
  }

  /// No pair of these boxes is farther apart. Rounding is monotone and the steps are those of
  /// squared_distance, so this holds for the rounded distances too.
  [[nodiscard]] static double bound(const Box& a, const Box& b) {
    const auto reach = [](double low_a, double high_a, double low_b, double high_b) {
      return std::max(high_a - low_b, high_b - low_a);
    };
    return squared_distance(
        {reach(a.low.x, a.high.x, b.low.x, b.high.x), reach(a.low.y, a.high.y, b.low.y, b.high.y),
         reach(a.low.z, a.high.z, b.low.z, b.high.z)},
        {});
  }

  void compare(std::size_t first, std::size_t second) {
    const Box &a = boxes_[first], &b = boxes_[second];
    if (!(bound(a, b) > largest_)) return;
    if (a.left == 0 && b.left == 0) {
      largest_ = std::max(largest_, largest_of_pairs(points_of(a), points_of(b)));
      return;
    }
    if (first == second) {
      compare(a.left, a.right);
      compare(a.left, a.left);
      compare(a.right, a.right);
      return;
    }
    const bool divide_a = b.left == 0 || (a.left != 0 && a.end - a.begin >= b.end - b.begin);
    const Box& divided = divide_a ? a : b;
    const std::size_t other = divide_a ? second : first;
    std::array<std::size_t, 2> halves{divided.left, divided.right};
    if (bound(boxes_[halves[0]], boxes_[other]) < bound(boxes_[halves[1]], boxes_[other]))
      std::swap(halves[0], halves[1]);
    for (const std::size_t half : halves) compare(half, other);
  }

  /// A long distance to begin with: from a point to the farthest, and on from there.
  [[nodiscard]] double walked_to_far_ends() const {
    double largest = 0;
    Position from = points_.front();
    for (int walk = 0; walk < 4; ++walk) {
      const auto farthest =
          std::max_element(points_.begin(), points_.end(), [&](const Position& a, const Position& b) {
            return squared_distance(from, a) < squared_distance(from, b);
          });
      largest = std::max(largest, squared_distance(from, *farthest));
      from = *farthest;
    }
    return largest;
  }

  std::vector<Position> points_;
  std::vector<Box> boxes_;
  double largest_ = 0;
};

}  // namespace

double largest_distance_m(std::span<const Position> positions) {
  std::vector<Position> known;
  bool finite = true;
  for (const auto& p : positions) {
    if (std::isnan(p.x) || std::isnan(p.y) || std::isnan(p.z)) continue;
    known.push_back(p);
    finite = finite && std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
  }
  if (!finite || known.size() <= leaf_points) return std::sqrt(largest_of_pairs(known, known));
  return std::sqrt(BoxTree(std::move(known)).largest());
}

}  // namespace minenpp::model
