#pragma once

#include "io/results/map_reader.h"
#include "survey/npp/npp_tile.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Reads a year's classes and NDVI back from the maps of the stages before, tile by tile; NDVI that this run
/// has put aside from there.
class TileReader {
 public:
  TileReader(const SurveyRun& run, std::size_t year);

  void read(const model::Window& window, TileInputs& inputs) const;
  /// The classes alone; the rest of `inputs` is left empty.
  void read_classes(const model::Window& window, TileInputs& inputs) const;

 private:
  io::MapReader classes_, ndvi_;
  NdviScratch* scratch_;
  std::size_t year_;
  bool has_water_;
};

/// Reads the water that a year handed on.
class WaterReader {
 public:
  WaterReader(const SurveyRun& run, std::size_t year);

  void read(const model::Window& window, WaterTile& water) const;

 private:
  io::MapReader state_;
};

}  // namespace minenpp::survey
