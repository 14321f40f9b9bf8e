#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/scenes/scene_reader.h"
#include "survey/run/survey_run.h"
#include "survey/stages/month_composite.h"
#include "survey/stages/ndvi_reader.h"
#include "survey/stages/scene_preparation.h"

namespace minenpp::survey {

/// Makes monthly NDVI of a year's scenes (science, section 1).
///
/// A rank's tiles are read a group at a time, and a group month by month and scene by scene: each scene is
/// decoded once for all tiles of the group, and memory holds one scene's part and the composites of the
/// group, whatever the number of scenes and the size of the area.
class SceneComposite final : public NdviReader {
 public:
  /// `tiles`: this rank's, in the order they will be asked for.
  SceneComposite(const SurveyRun& run, std::size_t year, const std::vector<MeasuredScene>& scenes,
                 std::vector<model::Window> tiles);

  /// Throws Error(input) where a scene is damaged, Error(system) for a tile out of order.
  void read(TileInputs& inputs) override;

  /// Usable observations of pixels of the study area, by scene, and bytes decoded and needed for them.
  struct Work {
    std::int64_t observed = 0, decoded_bytes = 0, needed_bytes = 0;
  };
  [[nodiscard]] const std::vector<Work>& work() const { return work_; }

  [[nodiscard]] std::vector<std::int64_t> counts() const override;
  void add_counts(std::span<const std::int64_t> counts) override;

 private:
  struct HeldTile {
    TileInputs inputs;
    // By scene. They count when the tile is given, since a tile that is not may be made by a later run.
    std::vector<RangeCount> ranges;
    std::vector<std::int64_t> observed;
    std::optional<MonthComposite> month;  // the one being made
  };
  void load_group();
  void load_month(int month, const model::Window& around);
  void add_scene(std::size_t at, const model::Window& around);
  void take(std::size_t at, HeldTile& tile) const;
  void count(const HeldTile& tile);
  [[nodiscard]] std::size_t group_size() const;
  [[nodiscard]] std::size_t tiles_together(std::size_t most) const;

  const SurveyRun& run_;
  const YearRasters& rasters_;
  std::vector<MeasuredScene> scenes_;
  std::vector<model::Window> tiles_;
  std::size_t next_tile_ = 0, first_held_ = 0;
  std::vector<HeldTile> held_;
  io::SceneObservations seen_;
  std::vector<Work> work_;
};

}  // namespace minenpp::survey
