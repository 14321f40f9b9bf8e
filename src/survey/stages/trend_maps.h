#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/run/survey_run.h"
#include "survey/statistics/tile_trends.h"

namespace minenpp::survey {

/// What the trend maps show, as their files are named: maps/trend-slope.nc and so on.
inline constexpr std::array<const char*, 5> trend_map_names{"slope", "p", "sen", "mk-p", "class"};

/// The trend maps of a survey; none where it has no trends or does not map them.
[[nodiscard]] std::vector<std::filesystem::path> trend_files(const SurveyRun& run);

/// Writes the trend maps tile by tile; where there are none it writes nothing.
class TrendMaps {
 public:
  /// Collective. `columns`: trend columns, one in full-year surveys. `run` must outlive this.
  TrendMaps(const SurveyRun& run, std::size_t columns, const io::StageKey& key);

  [[nodiscard]] bool wanted() const { return !files_.empty(); }

  /// The trends of the present tile in one column. Local.
  void store(std::size_t column, const TrendLayers& layers);

  /// Local: puts the present tile into the maps.
  void write(const model::Window& window);

  /// Collective.
  void finish();

  /// The files that tiles are written into.
  [[nodiscard]] std::vector<io::MapWriter*> writers() const;

 private:
  /// In single precision: slope, p, Sen's slope, p of Mann-Kendall.
  struct Stored {
    std::array<std::vector<float>, 4> numbers;
    std::vector<std::uint8_t> classes;
  };

  bool annual_;
  std::vector<std::unique_ptr<io::MapWriter>> files_;  // as trend_map_names, or none
  std::vector<Stored> layers_;                         // by column
};

}  // namespace minenpp::survey
