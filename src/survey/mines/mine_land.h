#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "io/results/map_reader.h"
#include "model/space/polygon_distance.h"
#include "model/space/raster_distance.h"
#include "survey/mines/mine_list.h"
#include "survey/npp/class_set.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Where mines are in one tile and year, and how far land is from them: exact distances from pixel centres to
/// the outlines of polygons, or to the squares of mine pixels (science, section 6.6).
class MineLand {
 public:
  /// Both outlive this. Needs a grid in metres.
  MineLand(const SurveyRun& run, const MineList& list);

  /// Collective: fetches the mine pixels around this rank's next tile, of all years, from the ranks that own
  /// them (nothing where mines are polygons alone). `tile`: none where the rank has run out of tiles.
  void prepare(std::optional<std::int64_t> tile);

  /// Computes the tile that was prepared for one year (index). False where nothing has changed since the last
  /// call: the same tile, and mines that are the same in all years.
  bool compute(const model::Window& window, std::size_t year);

  // Of the tile and year last computed, row by row.
  /// 1 inside any mine, selected or not.
  [[nodiscard]] std::span<const std::uint8_t> in_a_mine() const { return in_a_mine_; }
  /// Distance to the nearest selected mine, m; infinite beyond the reach of the rules.
  [[nodiscard]] std::span<const double> distance() const { return distance_; }
  /// Number of that mine, of several as near the lowest; 0 where there is none.
  [[nodiscard]] std::span<const std::int32_t> nearest() const { return nearest_; }
  /// 1 where every mine, selected or not, is farther than the reference distance.
  [[nodiscard]] std::span<const std::uint8_t> far_from_all() const { return far_; }

  /// Numbers of the mines that may reach into the tile, ascending.
  [[nodiscard]] std::vector<std::int32_t> mines_near() const;
  /// Distance to one mine, m; infinite beyond the reach. Returns the part of the tile it was computed for,
  /// which holds every pixel within `radius` metres of the mine; `out` is row by row of that part.
  model::Window distances_to(std::int32_t number, double radius, std::vector<double>& out) const;

 private:
  /// Polygons that count in a year.
  struct Polygons {
    model::PolygonDistance all;
    std::optional<model::PolygonDistance> some;  // the selected ones, where not all are

    [[nodiscard]] const model::PolygonDistance& selected() const { return some ? *some : all; }
  };
  [[nodiscard]] Polygons polygons_of(int year) const;
  void read_mask(std::size_t year, const model::Window& part, std::span<std::int32_t> numbers) const;
  void add_polygons(const model::Window& window, const Polygons& polygons);
  void add_raster(const model::Window& window, std::size_t year);

  const SurveyRun& run_;
  const MineList& list_;
  model::PixelSize pixel_;
  model::RasterDistance raster_;
  std::vector<Polygons> polygons_;                          // by year; one for all where they do not change
  std::vector<std::unique_ptr<io::MapReader>> class_maps_;  // by year; none without classes
  std::unique_ptr<io::MapReader> found_map_;                // numbers of found mines
  ClassSet mine_classes_;

  std::vector<std::vector<std::int32_t>> masks_;  // by year: numbers of mines in the widened tile
  model::Window widened_;
  model::Window window_;
  std::size_t year_ = 0;
  std::vector<std::uint8_t> in_a_mine_, far_;
  std::vector<double> distance_, distance_all_;
  std::vector<std::int32_t> nearest_;
};

}  // namespace minenpp::survey
