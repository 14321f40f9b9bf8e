#pragma once

#include <cstdint>
#include <vector>

#include "model/space/polygon_raster.h"

namespace minenpp::survey {

/// The pixels whose centre is in any of several polygons, which may overlap: each pixel once.
class PixelSet {
 public:
  PixelSet() = default;
  explicit PixelSet(std::vector<model::PolygonRaster> polygons) : polygons_(std::move(polygons)) {}

  void add(model::PolygonRaster polygon) { polygons_.push_back(std::move(polygon)); }
  [[nodiscard]] bool empty() const { return polygons_.empty(); }

  /// A window that holds all pixels of the set; it may reach beyond the grid.
  [[nodiscard]] model::Window bounds() const;

  /// Calls f(row, col_begin, col_end) for runs of pixels within `window`; no pixel comes twice.
  template <typename F>
  void for_each_span(const model::Window& window, F&& f) const;

  /// How many pixels of `window` belong to the set.
  [[nodiscard]] std::int64_t count(const model::Window& window) const;

  /// How many pixels of `window` belong to both sets.
  [[nodiscard]] std::int64_t count_shared(const PixelSet& other, const model::Window& window) const;

  /// 1 for the pixels of `window` that belong to the set, 0 for others; row by row.
  void mask(const model::Window& window, std::vector<std::uint8_t>& out) const;

 private:
  struct Span {
    std::int64_t row, begin, end;
    friend auto operator<=>(const Span&, const Span&) = default;
  };
  [[nodiscard]] std::vector<Span> joined_spans(const model::Window& window) const;

  std::vector<model::PolygonRaster> polygons_;
};

template <typename F>
void PixelSet::for_each_span(const model::Window& window, F&& f) const {
  if (polygons_.size() == 1) {
    polygons_.front().for_each_span(window, f);
    return;
  }
  for (const auto& span : joined_spans(window)) f(span.row, span.begin, span.end);
}

}  // namespace minenpp::survey
