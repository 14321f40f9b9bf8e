#include "survey/mines/tile_mines.h"

#include "survey/statistics/tile_tally.h"

namespace minenpp::survey {

namespace {

/// Pixels by zone of mines and label.
std::vector<MineOverlap> overlaps_of(const model::Window& window, std::span<const std::int32_t> labels,
                                     std::size_t parts, const std::vector<Zone>& zones) {
  std::vector<MineOverlap> overlaps;
  std::vector<std::int64_t> pixels(parts, 0);
  for (std::size_t zone = 0; zone < zones.size(); ++zone) {
    if (zones[zone].kind != ZoneKind::mine) continue;
    bool any = false;
    zones[zone].pixels.for_each_span(window, [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
      const auto first = static_cast<std::size_t>((row - window.row) * window.cols - window.col);
      for (auto col = begin; col < end; ++col) {
        const auto label = labels[first + static_cast<std::size_t>(col)];
        if (label == 0) continue;
        ++pixels[static_cast<std::size_t>(label - 1)];
        any = true;
      }
    });
    if (!any) continue;
    for (std::size_t part = 0; part < parts; ++part) {
      if (pixels[part] > 0) overlaps.push_back({part, zone, pixels[part]});
      pixels[part] = 0;
    }
  }
  return overlaps;
}

bool reaches_edge(const model::Window& box, const model::Window& window) {
  return box.row == window.row || box.col == window.col || box.row + box.rows == window.row + window.rows ||
         box.col + box.cols == window.col + window.cols;
}

/// Calls f(pixel, label - 1, area) for the pixels that have a label.
template <typename F>
void for_each_labelled(const model::Window& window, std::span<const std::int32_t> labels,
                       const model::Grid& grid, F&& f) {
  const auto cols = static_cast<std::size_t>(window.cols);
  for (std::int64_t row = 0; row < window.rows; ++row) {
    const auto area_mm2 = pixel_area_mm2(grid, window.row + row);
    const auto first = static_cast<std::size_t>(row) * cols;
    for (auto i = first; i < first + cols; ++i)
      if (labels[i] != 0) f(i, static_cast<std::size_t>(labels[i] - 1), area_mm2);
  }
}

std::vector<model::ExactSum> areas_of(const model::Window& window, std::span<const std::int32_t> labels,
                                      std::size_t components, const model::Grid& grid) {
  std::vector<model::ExactSum> areas(components);
  for_each_labelled(window, labels, grid, [&](std::size_t, std::size_t component, std::int64_t area_mm2) {
    areas[component].add_raw(area_mm2);
  });
  return areas;
}

/// Leaves out what is too small, and labels the rest anew.
void keep_parts(const model::TileComponents& found, const std::vector<model::ExactSum>& areas_m2,
                const model::Window& window, std::span<std::int32_t> labels, double min_area_hm2,
                TileMines& tile) {
  tile.found.tile = found.tile;
  for (std::size_t i = 0; i < found.components.size(); ++i) {
    const bool small = areas_m2[i].value() / 1e4 < min_area_hm2;
    auto& label = tile.label_of.emplace_back(0);
    if (small && !reaches_edge(found.components[i].box, window)) continue;
    tile.found.components.push_back(found.components[i]);
    tile.area_m2.push_back(areas_m2[i]);
    label = static_cast<std::int32_t>(tile.found.components.size());
  }
  for (auto& label : labels)
    if (label != 0) label = tile.label_of[static_cast<std::size_t>(label - 1)];
}

void add_years(const model::Window& window, std::span<const std::int32_t> labels,
               const std::vector<std::vector<std::uint8_t>>& years, const model::Grid& grid,
               TileMines& tile) {
  tile.of_year.assign(tile.found.components.size(), std::vector<MineArea>(years.size()));
  for_each_labelled(window, labels, grid, [&](std::size_t pixel, std::size_t part, std::int64_t area_mm2) {
    for (std::size_t year = 0; year < years.size(); ++year) {
      if (years[year][pixel] == 0) continue;
      ++tile.of_year[part][year].pixels;
      tile.of_year[part][year].area_m2.add_raw(area_mm2);
    }
  });
}

}  // namespace

TileMines describe_tile(const model::TileComponents& found, const model::Window& window,
                        std::span<std::int32_t> labels, const std::vector<std::vector<std::uint8_t>>& years,
                        const model::Grid& grid, const std::vector<Zone>& zones, double min_area_hm2) {
  TileMines tile;
  const auto areas = areas_of(window, labels, found.components.size(), grid);
  keep_parts(found, areas, window, labels, min_area_hm2, tile);
  tile.border = model::tile_border(found.tile, window, labels);
  add_years(window, labels, years, grid, tile);
  tile.overlaps = overlaps_of(window, labels, tile.found.components.size(), zones);
  return tile;
}

}  // namespace minenpp::survey
