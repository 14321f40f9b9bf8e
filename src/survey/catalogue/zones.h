#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/raster/study_grid.h"
#include "model/space/polygon_coverage.h"
#include "survey/catalogue/pixel_set.h"
#include "survey/catalogue/problem_list.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

enum class ZoneKind { study_area, mine, township, other };

/// A run of pixels in one row that count alike in a zone: `part` of `whole` of each pixel. Pixels that count
/// by their centre are 1 of 1, those that count by their area n of 65536.
struct ZoneRun {
  static constexpr std::int64_t fraction_whole = 65536;

  std::int64_t row, begin, end;
  std::int64_t part = 1, whole = 1;

  /// Index of the first pixel in `window`, row by row, and how many pixels there are.
  [[nodiscard]] std::size_t first_in(const model::Window& window) const {
    return static_cast<std::size_t>((row - window.row) * window.cols + begin - window.col);
  }
  [[nodiscard]] std::size_t pixels() const { return static_cast<std::size_t>(end - begin); }
  /// Of the part of one pixel, mm2 rounded half up; `pixel_area_mm2`: of the whole pixel.
  [[nodiscard]] std::int64_t area_mm2(std::int64_t pixel_area_mm2) const;
};

/// A set of pixels with a name: the study area, a mine, a township, a polygon of a layer of the user's own.
/// Fixed over all years. Features of one name in a layer are one zone; zones of a layer may overlap.
struct Zone {
  ZoneKind kind = ZoneKind::study_area;
  std::string name;
  std::optional<int> from_year = {}, to_year = {};      ///< years of mining, as the polygons state them
  PixelSet pixels = {};                                 ///< empty for the study area
  std::string layer = {};                               ///< of the user's own: NAME of zones.NAME
  std::optional<model::PolygonCoverage> coverage = {};  ///< with zones.coverage=fraction
  /// Outlines of a mine's features, each with the years in which it counts.
  struct Outline {
    std::optional<int> from_year, to_year;
    std::vector<model::Ring> rings;

    [[nodiscard]] bool counts_in(int year) const {
      return (!from_year || *from_year <= year) && (!to_year || year <= *to_year);
    }
  };
  std::vector<Outline> outlines = {};  ///< of mines alone

  /// ZoneRun::whole of all its runs; 1 for the study area.
  [[nodiscard]] std::int64_t whole() const { return coverage ? ZoneRun::fraction_whole : 1; }

  /// Calls f(ZoneRun) for the pixels of `window` that count in the zone's statistics, rows ascending; no
  /// pixel comes twice. By their centre, or by the area that the zone covers. Nothing for the study area.
  template <typename F>
  void for_each_run(const model::Window& window, F&& f) const;
};

template <typename F>
void Zone::for_each_run(const model::Window& window, F&& f) const {
  const auto by_centre = [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
    f(ZoneRun{row, begin, end});
  };
  const auto by_area = [&](std::int64_t row, std::int64_t begin, std::int64_t end, double share) {
    const auto part = std::llround(share * static_cast<double>(ZoneRun::fraction_whole));
    if (part > 0) f(ZoneRun{row, begin, end, part, ZoneRun::fraction_whole});
  };
  if (coverage)
    coverage->for_each_run(window, by_area);
  else
    pixels.for_each_span(window, by_centre);
}

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
  /// How many of them are of `set` as well.
  [[nodiscard]] std::int64_t count_shared(const PixelSet& set, const model::Window& window) const;

 private:
  PixelSet pixels_;  // empty: everything
};

/// Reads zones.boundary. Problems are collected; the area is then the whole grid.
[[nodiscard]] StudyArea read_study_area(const Settings& settings, const io::StudyGrid& grid,
                                        ProblemList& problems, Notices& notices);

}  // namespace minenpp::survey
