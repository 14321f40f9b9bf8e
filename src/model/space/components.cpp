#include "model/space/components.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

#include "model/error.h"
#include "model/space/union_find.h"

namespace minenpp::model {

namespace {

void check_sizes(std::size_t mask, const Window& window, std::size_t labels) {
  const bool fits = window.rows >= 0 && window.cols >= 0 && mask == static_cast<std::size_t>(window.size()) &&
                    labels == mask && mask < std::size_t{std::numeric_limits<std::int32_t>::max()};
  if (!fits)
    throw Error(Fault::usage, "components of " + std::to_string(mask) + " pixels in " +
                                  std::to_string(labels) + " labels were asked for in a window of " +
                                  std::to_string(window.rows) + " x " + std::to_string(window.cols));
}

/// First pass: a provisional label for each pixel, given out row by row, and which of them belong together.
UnionFind provisional_labels(std::span<const std::uint8_t> mask, const Window& window,
                             std::span<std::int32_t> labels) {
  UnionFind sets(1);  // 0 is the background
  const auto cols = static_cast<std::size_t>(window.cols);
  for (std::size_t row = 0; row < static_cast<std::size_t>(window.rows); ++row)
    for (std::size_t col = 0; col < cols; ++col) {
      const auto i = row * cols + col;
      labels[i] = 0;
      if (mask[i] == 0) continue;
      const auto join = [&](std::size_t neighbour) {
        const auto there = labels[neighbour];
        if (there == 0 || there == labels[i]) return;
        if (labels[i] == 0)
          labels[i] = there;
        else
          sets.merge(static_cast<std::size_t>(labels[i]), static_cast<std::size_t>(there));
      };
      if (col > 0) join(i - 1);
      if (row > 0 && col > 0) join(i - cols - 1);
      if (row > 0) join(i - cols);
      if (row > 0 && col + 1 < cols) join(i - cols + 1);
      if (labels[i] == 0) labels[i] = static_cast<std::int32_t>(sets.add());
    }
  return sets;
}

/// The number of each set in the order of the least provisional label, which is the order of the first
/// pixels.
std::vector<std::int32_t> numbers_of(UnionFind& sets) {
  std::vector<std::int32_t> numbers(sets.size(), 0);
  std::int32_t next = 0;
  for (std::size_t i = 1; i < sets.size(); ++i)
    numbers[i] = sets.find(i) == i ? ++next : numbers[sets.find(i)];
  return numbers;
}

}  // namespace

void Component::merge(const Component& other) {
  if (other.pixels == 0) return;
  if (pixels == 0) {
    *this = other;
    return;
  }
  const auto row = std::min(box.row, other.box.row);
  const auto col = std::min(box.col, other.box.col);
  box.rows = std::max(box.row + box.rows, other.box.row + other.box.rows) - row;
  box.cols = std::max(box.col + box.cols, other.box.col + other.box.cols) - col;
  box.row = row;
  box.col = col;
  pixels += other.pixels;
  std::tie(first_row, first_col) =
      std::min(std::pair(first_row, first_col), std::pair(other.first_row, other.first_col));
}

std::vector<Component> label_components(std::span<const std::uint8_t> mask, const Window& window,
                                        std::span<std::int32_t> labels) {
  check_sizes(mask.size(), window, labels.size());
  auto sets = provisional_labels(mask, window, labels);
  const auto numbers = numbers_of(sets);
  std::vector<Component> components(
      static_cast<std::size_t>(*std::max_element(numbers.begin(), numbers.end())));
  std::size_t i = 0;
  for (auto row = window.row; row < window.row + window.rows; ++row)
    for (auto col = window.col; col < window.col + window.cols; ++col, ++i) {
      if (labels[i] == 0) continue;
      labels[i] = numbers[static_cast<std::size_t>(labels[i])];
      components[static_cast<std::size_t>(labels[i] - 1)].merge({1, {row, col, 1, 1}, row, col});
    }
  return components;
}

}  // namespace minenpp::model
