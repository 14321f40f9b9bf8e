#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/space/components.h"

namespace minenpp::model {

// How components that cross tiles become one:
//  1. each tile is labelled alone (label_components);
//  2. the borders of tiles that touch, along a side or at a corner, are matched (tile_border, match_seam);
//  3. all matches and all tiles' components, from all ranks and in any order, go into a ComponentTable.
// Tiles must cover the grid without overlap; they may differ in size.

/// The labels along the four sides of a tile, left to right and top to bottom. A tile of one row has its top
/// equal to its bottom.
struct TileBorder {
  std::int64_t tile = 0;
  Window window;
  std::vector<std::int32_t> top, bottom, left, right;
};

/// From the labels of a whole tile, window.size() of them row by row. Throws Error(usage) where the size
/// differs or the window is empty.
[[nodiscard]] TileBorder tile_border(std::int64_t tile, const Window& window,
                                     std::span<const std::int32_t> labels);

/// Two labels of two tiles that are one component.
struct SeamMatch {
  std::int64_t tile_a = 0, tile_b = 0;
  std::int32_t label_a = 0, label_b = 0;
  friend auto operator<=>(const SeamMatch&, const SeamMatch&) = default;
};

/// The labels of `a` and `b` that have pixels next to each other (8 neighbours), each pair once, sorted.
/// Nothing where the tiles do not touch.
[[nodiscard]] std::vector<SeamMatch> match_seam(const TileBorder& a, const TileBorder& b);

/// What label_components found in one tile.
struct TileComponents {
  std::int64_t tile = 0;
  std::vector<Component> components;
};

/// The components of the whole grid, numbered 1, 2, ... in the order of their first pixels row by row.
/// Numbers, sizes and boxes depend on the mask alone, not on the tiles.
class ComponentTable {
 public:
  ComponentTable() = default;

  /// Throws Error(system) where a tile comes twice, or a match names a tile or a label that does not exist.
  ComponentTable(std::span<const TileComponents> tiles, std::span<const SeamMatch> matches);

  /// Component `number` is element number - 1.
  [[nodiscard]] std::span<const Component> components() const { return components_; }

  /// The numbers of a tile's components: element label - 1. Throws Error(system) for an unknown tile.
  [[nodiscard]] std::span<const std::int64_t> numbers(std::int64_t tile) const;

 private:
  /// Where the components of tile tiles_[i] begin in numbers_; one more element marks the end.
  [[nodiscard]] std::size_t index_of(std::int64_t tile) const;
  [[nodiscard]] std::size_t element(std::int64_t tile, std::int32_t label) const;

  std::vector<std::int64_t> tiles_;  // ascending
  std::vector<std::size_t> begin_;
  std::vector<std::int64_t> numbers_;
  std::vector<Component> components_;
};

}  // namespace minenpp::model
