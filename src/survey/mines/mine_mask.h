#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "io/results/map_reader.h"
#include "survey/npp/class_set.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Which pixels are mine land (mines.find): of a class of mines.classes in any surveyed year or, with
/// mines.source=both, inside a mine's polygon. Pixels outside the study area are none. Reads the finished
/// maps of land cover.
class MineMask {
 public:
  /// `run` outlives this. Throws Error(input) where a map is missing or damaged.
  explicit MineMask(const SurveyRun& run);

  /// 1 for mine land, 0 for others, row by row. Until the next call.
  [[nodiscard]] std::span<const std::uint8_t> read(const model::Window& window);

  /// By year, for the window last read: 1 for pixels of a mine class in that year.
  [[nodiscard]] const std::vector<std::vector<std::uint8_t>>& years() const { return years_; }

 private:
  void add_polygons(const model::Window& window);

  const SurveyRun& run_;
  ClassSet mine_classes_;
  std::vector<std::unique_ptr<io::MapReader>> maps_;  // by year
  std::vector<std::uint8_t> mask_, area_;
  std::vector<std::vector<std::uint8_t>> years_;
};

}  // namespace minenpp::survey
