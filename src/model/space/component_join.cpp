#include "model/space/component_join.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/error.h"
#include "model/space/union_find.h"

namespace minenpp::model {

namespace {

/// A line of labels along a seam; `begin` is the grid's row or column of the first.
struct Line {
  std::int64_t begin = 0;
  std::span<const std::int32_t> labels;

  [[nodiscard]] std::int64_t end() const { return begin + static_cast<std::int64_t>(labels.size()); }
  [[nodiscard]] std::int32_t at(std::int64_t position) const {
    return labels[static_cast<std::size_t>(position - begin)];
  }
};

/// Calls f(label of a, label of b) for pixels of two adjacent lines that are at most one apart along them.
template <typename F>
void match_lines(const Line& a, const Line& b, F&& f) {
  for (auto i = std::max(a.begin, b.begin - 1); i < std::min(a.end(), b.end() + 1); ++i) {
    if (a.at(i) == 0) continue;
    for (auto j = std::max(i - 1, b.begin); j <= std::min(i + 1, b.end() - 1); ++j)
      if (b.at(j) != 0) f(a.at(i), b.at(j));
  }
}

}  // namespace

TileBorder tile_border(std::int64_t tile, const Window& window, std::span<const std::int32_t> labels) {
  if (window.empty() || labels.size() != static_cast<std::size_t>(window.size()))
    throw Error(Fault::usage, "tile " + std::to_string(tile) + " of " + std::to_string(window.rows) + " x " +
                                  std::to_string(window.cols) + " pixels has " +
                                  std::to_string(labels.size()) + " labels");
  const auto cols = static_cast<std::size_t>(window.cols);
  TileBorder border{tile, window, {}, {}, {}, {}};
  border.top.assign(labels.begin(), labels.begin() + window.cols);
  border.bottom.assign(labels.end() - window.cols, labels.end());
  for (std::size_t i = 0; i < labels.size(); i += cols) {
    border.left.push_back(labels[i]);
    border.right.push_back(labels[i + cols - 1]);
  }
  return border;
}

std::vector<SeamMatch> match_seam(const TileBorder& a, const TileBorder& b) {
  std::vector<SeamMatch> matches;
  const auto match = [&](std::int32_t label_a, std::int32_t label_b) {
    matches.push_back({a.tile, b.tile, label_a, label_b});
  };
  const auto &wa = a.window, &wb = b.window;
  if (wa.row + wa.rows == wb.row) match_lines({wa.col, a.bottom}, {wb.col, b.top}, match);
  if (wb.row + wb.rows == wa.row) match_lines({wa.col, a.top}, {wb.col, b.bottom}, match);
  if (wa.col + wa.cols == wb.col) match_lines({wa.row, a.right}, {wb.row, b.left}, match);
  if (wb.col + wb.cols == wa.col) match_lines({wa.row, a.left}, {wb.row, b.right}, match);
  std::sort(matches.begin(), matches.end());
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  return matches;
}

ComponentTable::ComponentTable(std::span<const TileComponents> tiles, std::span<const SeamMatch> matches) {
  std::vector<const TileComponents*> ordered;
  for (const TileComponents& tile : tiles) ordered.push_back(&tile);
  std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->tile < b->tile; });
  std::vector<const Component*> pieces;
  for (const TileComponents* tile : ordered) {
    if (!tiles_.empty() && tiles_.back() == tile->tile)
      throw Error(Fault::system,
                  "the components of tile " + std::to_string(tile->tile) + " were given twice");
    tiles_.push_back(tile->tile);
    begin_.push_back(pieces.size());
    for (const Component& piece : tile->components) pieces.push_back(&piece);
  }
  begin_.push_back(pieces.size());

  UnionFind sets(pieces.size());
  for (const SeamMatch& match : matches)
    sets.merge(element(match.tile_a, match.label_a), element(match.tile_b, match.label_b));

  std::vector<Component> joined(pieces.size());
  std::vector<std::size_t> roots;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    joined[sets.find(i)].merge(*pieces[i]);
    if (sets.find(i) == i) roots.push_back(i);
  }
  std::sort(roots.begin(), roots.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(joined[a].first_row, joined[a].first_col) <
           std::pair(joined[b].first_row, joined[b].first_col);
  });
  numbers_.resize(pieces.size());
  for (const auto root : roots) {
    components_.push_back(joined[root]);
    numbers_[root] = static_cast<std::int64_t>(components_.size());
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) numbers_[i] = numbers_[sets.find(i)];
}

std::size_t ComponentTable::index_of(std::int64_t tile) const {
  const auto found = std::lower_bound(tiles_.begin(), tiles_.end(), tile);
  if (found == tiles_.end() || *found != tile)
    throw Error(Fault::system, "tile " + std::to_string(tile) + " has no components in the table");
  return static_cast<std::size_t>(found - tiles_.begin());
}

std::size_t ComponentTable::element(std::int64_t tile, std::int32_t label) const {
  const auto index = index_of(tile);
  const auto count = begin_[index + 1] - begin_[index];
  if (label < 1 || static_cast<std::size_t>(label) > count)
    throw Error(Fault::system, "tile " + std::to_string(tile) + " has " + std::to_string(count) +
                                   " components, label " + std::to_string(label) + " was asked for");
  return begin_[index] + static_cast<std::size_t>(label) - 1;
}

std::span<const std::int64_t> ComponentTable::numbers(std::int64_t tile) const {
  const auto index = index_of(tile);
  return std::span(numbers_).subspan(begin_[index], begin_[index + 1] - begin_[index]);
}

}  // namespace minenpp::model
