#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "survey/catalogue/pixel_set.h"
#include "survey/catalogue/problem_list.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

enum class ZoneKind { study_area, mine, township, other };

/// A set of pixels with a name: the study area, a mine, a township, a polygon of a layer of the user's own.
/// Fixed over all years. Features of one name in a layer are one zone; zones of a layer may overlap.
struct Zone {
  ZoneKind kind = ZoneKind::study_area;
  std::string name;
  std::optional<int> from_year = {}, to_year = {};  ///< years of mining, as the polygons state them
  PixelSet pixels = {};                             ///< empty for the study area
  std::string layer = {};                           ///< of the user's own: NAME of zones.NAME
  /// Outlines of a mine's features, each with the years in which it counts.
  struct Outline {
    std::optional<int> from_year, to_year;
    std::vector<model::Ring> rings;
  };
  std::vector<Outline> outlines = {};  ///< of mines alone
};

/// "study area", "mine", "township", or the name of the user's own layer.
[[nodiscard]] std::string kind_of(const Zone& zone);

/// The study area: the pixels whose centre is in any polygon of zones.boundary, or the whole grid without
/// one.
class StudyArea {
 public:
  StudyArea() = default;
  explicit StudyArea(PixelSet pixels) : pixels_(std::move(pixels)) {}

  /// 1 for the pixels of `window` that belong to the area, 0 for others; row by row.
  void mask(const model::Window& window, std::vector<std::uint8_t>& out) const;
  /// How many pixels of `window` belong to the area.
  [[nodiscard]] std::int64_t count(const model::Window& window) const;

 private:
  PixelSet pixels_;  // empty: everything
};

/// Reads zones.boundary. Problems are collected; the area is then the whole grid.
[[nodiscard]] StudyArea read_study_area(const Settings& settings, const io::StudyGrid& grid,
                                        ProblemList& problems);

/// The study area first, then mines, then townships, then the user's own layers, each sorted by name.
[[nodiscard]] std::vector<Zone> read_zones(const Settings& settings, const io::StudyGrid& grid,
                                           ProblemList& problems, Notices& notices);

}  // namespace minenpp::survey
