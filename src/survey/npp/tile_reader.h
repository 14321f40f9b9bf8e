#pragma once

#include "io/results/map_reader.h"
#include "survey/npp/npp_tile.h"
#include "survey/run/survey_run.h"

namespace minenpp::survey {

/// Reads a year's classes and NDVI back from the maps of the stages before, tile by tile; NDVI that this run
/// has put aside from there. Constructor and reads throw Error(input) for a map that is not there, of another
/// layout, or damaged, and Error(system) where NDVI that was put aside cannot be read.
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

/// Reads the water in the soil that a year handed on, mm; NaN where it had none. Throws like TileReader.
class WaterReader {
 public:
  WaterReader(const SurveyRun& run, std::size_t year);

  void read(const model::Window& window, WaterTile& water) const;

 private:
  io::MapReader state_;
};

}  // namespace minenpp::survey
