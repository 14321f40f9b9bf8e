#pragma once

#include <cstddef>
#include <vector>

#include "model/space/row_buckets.h"
#include "survey/catalogue/zones.h"

namespace minenpp::survey {

/// The zones of a survey, the study area first, and which of them a tile needs to look at: with thousands of
/// mines only a few.
class ZoneList {
 public:
  /// The study area alone.
  ZoneList() : ZoneList(std::vector<Zone>(1)) {}
  explicit ZoneList(std::vector<Zone> zones);

  [[nodiscard]] std::size_t size() const { return zones_.size(); }
  [[nodiscard]] const Zone& operator[](std::size_t index) const { return zones_[index]; }
  [[nodiscard]] auto begin() const { return zones_.begin(); }
  [[nodiscard]] auto end() const { return zones_.end(); }
  [[nodiscard]] const std::vector<Zone>& all() const { return zones_; }
  /// Do pixels count in zones by the area that these cover (zones.coverage=fraction)?
  [[nodiscard]] bool by_area() const { return zones_.size() > 1 && zones_.back().coverage.has_value(); }

  /// Indices, ascending, of the zones that may have pixels in `window`; never 0, the study area.
  [[nodiscard]] std::vector<std::size_t> near(const model::Window& window) const;

 private:
  std::vector<Zone> zones_;
  std::vector<model::Window> bounds_;  // by zone
  std::vector<std::size_t> indexed_;   // zones that have pixels, as rows_ numbers them
  model::RowBuckets rows_;
};

/// The study area first, then mines, then townships, then the user's own layers, each sorted by name.
/// Problems are collected; a layer that has one is left out.
[[nodiscard]] ZoneList read_zones(const Settings& settings, const io::StudyGrid& grid, ProblemList& problems,
                                  Notices& notices);

}  // namespace minenpp::survey
