#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/grid/grid.h"
#include "model/space/edge.h"

namespace minenpp::model {

/// The rectangle that the pixel centres of a window (not empty) span, in fractional pixels.
struct CentreBox {
  double west, east, top, bottom;
  explicit CentreBox(const Window& window);
};

/// Squared distance in m2 between a box of centres and a box of positions; 0 where they meet.
[[nodiscard]] double squared_gap(const CentreBox& box, double west, double east, double top, double bottom,
                                 PixelSize pixel);

/// The square of a distance in metres, widened by more than rounding can do to a comparison of distances.
[[nodiscard]] double widened(double distance, PixelSize pixel);

/// For each pixel of a window the smallest squared distance to the edges that were added, and the lowest mine
/// number among the edges at that distance. Pixels farther than the radius from every edge may be left
/// untouched.
class EdgeSearch {
 public:
  /// `edge_mine`: number of the mine of each edge. `square` (m2, filled with infinity) and `mine`:
  /// window.size() each.
  EdgeSearch(std::span<const Edge> edges, std::span<const std::int32_t> edge_mine, PixelSize pixel,
             double radius, const Window& window, std::span<double> square, std::span<std::int32_t> mine);

  /// Edges first <= e < last take part.
  void add(std::uint32_t first, std::uint32_t last);

  void run();

 private:
  /// The edges candidates_[first..] for the pixels of `part`; halves it until trying every edge is cheap.
  void split(const Window& part, std::size_t first);
  void keep_possible(const Window& part, std::size_t first, std::size_t last);
  void try_all(const Window& part, std::size_t first, std::size_t last);
  /// As many pixels of a row as there are lanes, or fewer.
  void try_pixels(const Window& pixels, std::size_t first, std::size_t last);

  std::span<const Edge> edges_;
  std::span<const std::int32_t> edge_mine_;
  PixelSize pixel_;
  double radius_;
  Window window_;
  std::span<double> square_;
  std::span<std::int32_t> mine_;
  std::vector<std::uint32_t> candidates_;  // a stack: each half's list lies on top of its parent's
};

}  // namespace minenpp::model
