#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/results/map_writer.h"
#include "survey/run/survey_run.h"
#include "survey/statistics/tile_correlations.h"

namespace minenpp::survey {

/// The maps of correlation with temperature, precipitation and radiation, then those of partial correlation;
/// none where climate.maps does not ask for them, and none that the surveyed years are too few for.
[[nodiscard]] std::vector<std::filesystem::path> correlation_files(const SurveyRun& run);

/// Correlates the NPP of a tile with its weather and writes the maps of it, tile by tile. Where there are no
/// such maps it does nothing and needs no weather.
class CorrelationMaps {
 public:
  /// Collective. `run` must outlive this.
  CorrelationMaps(const SurveyRun& run, const TallyColumns& columns, const io::StageKey& key);

  [[nodiscard]] bool wanted() const { return !files_.empty(); }

  /// NPP and weather of the present tile in one year (by index), the last one last. Local.
  void add(std::size_t year, const model::Window& window, const NppTile& tile);

  /// Local: puts the present tile into the maps after its last year.
  void write(std::size_t year, const model::Window& window);

  /// Collective.
  void finish();

  /// The files that tiles are written into.
  [[nodiscard]] std::vector<io::MapWriter*> writers() const;

 private:
  void store(std::size_t column);

  std::size_t years_;
  bool annual_;
  TileCorrelations correlations_;
  CorrelationLayers layers_;
  std::vector<std::unique_ptr<io::MapWriter>> files_;      // as correlation_files
  std::vector<std::array<std::vector<float>, 6>> stored_;  // by column, as files_
};

}  // namespace minenpp::survey
