#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace minenpp::model {

/// Sets of whole numbers that are merged pair by pair; the least number of a set stands for it, so the
/// outcome does not depend on the order of the merges. Nearly constant time each (path halving).
class UnionFind {
 public:
  explicit UnionFind(std::size_t count = 0) {
    for (std::size_t i = 0; i < count; ++i) (void)add();
  }

  /// A new set with one element, the next number.
  std::size_t add() {
    parent_.push_back(parent_.size());
    return parent_.back();
  }

  /// The least number of the set of `i`.
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  void merge(std::size_t i, std::size_t j) {
    i = find(i);
    j = find(j);
    if (i > j) std::swap(i, j);
    parent_[j] = i;
  }

  [[nodiscard]] std::size_t size() const { return parent_.size(); }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace minenpp::model
