#include "survey/catalogue/pixel_set.h"

#include <algorithm>
#include <utility>

namespace minenpp::survey {

std::vector<PixelSet::Span> PixelSet::joined_spans(const model::Window& window) const {
  std::vector<Span> spans;
  for (const auto& polygon : polygons_)
    polygon.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      spans.push_back({row, begin, end});
    });
  std::ranges::sort(spans);
  std::vector<Span> joined;
  for (const auto& span : spans)
    if (!joined.empty() && joined.back().row == span.row && span.begin <= joined.back().end)
      joined.back().end = std::max(joined.back().end, span.end);
    else
      joined.push_back(span);
  return joined;
}

model::Window PixelSet::bounds() const {
  model::Window all;
  for (const auto& polygon : polygons_) all = model::around(all, polygon.bounds());
  return all;
}

std::int64_t PixelSet::count(const model::Window& window) const {
  std::int64_t pixels = 0;
  for_each_span(window, [&](std::int64_t, std::int64_t begin, std::int64_t end) { pixels += end - begin; });
  return pixels;
}

std::int64_t PixelSet::count_shared(const PixelSet& other, const model::Window& window) const {
  const auto own = joined_spans(window), others = other.joined_spans(model::intersect(window, bounds()));
  std::int64_t pixels = 0;
  for (auto a = own.begin(), b = others.begin(); a != own.end() && b != others.end();) {
    if (a->row == b->row)
      pixels += std::max(std::int64_t{0}, std::min(a->end, b->end) - std::max(a->begin, b->begin));
    const bool first_ends = std::pair(a->row, a->end) < std::pair(b->row, b->end);
    ++(first_ends ? a : b);
  }
  return pixels;
}

void PixelSet::mask(const model::Window& window, std::vector<std::uint8_t>& out) const {
  out.assign(static_cast<std::size_t>(window.size()), 0);
  for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
    const auto line = out.begin() + (row - window.row) * window.cols;
    std::fill(line + (begin - window.col), line + (end - window.col), std::uint8_t{1});
  });
}

}  // namespace minenpp::survey
