#pragma once

#include <cstddef>
#include <cstdint>

namespace minenpp::survey {

/// Joins pixels that follow one another in a row and share a ring into runs.
class PixelRuns {
 public:
  explicit PixelRuns(std::int64_t cols) : cols_(static_cast<std::size_t>(cols)) {}

  /// Pixels come in ascending order. `take`(first, count, ring) gets the run that a pixel ends.
  template <typename Take>
  void add(std::size_t pixel, std::size_t ring, const Take& take) {
    if (count_ > 0 && pixel == first_ + count_ && ring == ring_ && pixel % cols_ != 0) {
      ++count_;
      return;
    }
    end(take);
    first_ = pixel;
    count_ = 1;
    ring_ = ring;
  }
  template <typename Take>
  void end(const Take& take) {
    if (count_ > 0) take(first_, count_, ring_);
    count_ = 0;
  }

 private:
  std::size_t cols_, first_ = 0, count_ = 0, ring_ = 0;
};

}  // namespace minenpp::survey
