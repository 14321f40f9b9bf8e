#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> scene_settings() {
  using enum SettingKind;
  return {
      {"scenes.from", path_list, "-", "", "",
       "Satellite scenes in place of NDVI rasters: folders (with their subfolders), .tar files as delivered, "
       "STAC items or item collections (.json)",
       "own choice"},
      {"scenes.sensors", text_list, "-", "", "",
       "Use scenes of these only: landsat4, landsat5, landsat7, landsat8, landsat9, terra, aqua, other; "
       "empty: of all",
       "own choice"},
      {"scenes.exclude", text_list, "-", "", "", "Ids of scenes to leave out", "own choice"},
      {"scenes.max-cloud", number, "%", "100", "0..100",
       "Scenes whose metadata state a larger share of cloud are not used", "own choice"},
      {"scenes.min-clear", number, "%", "0", "0..100",
       "Scenes of whose pixels in the study area a smaller share is usable are not used (measured)",
       "own choice"},
      {"scenes.correction", choice, "-", "dos1", "none|dos1|cost",
       "What is done about the atmosphere in Level-1 scenes: nothing, or a dark object of the whole scene is "
       "subtracted (cost: and divided by the sine of the sun's elevation)",
       "GRASS i.landsat.toar; Chavez 1996"},
      {"scenes.dark-count", integer, "pixel", "1000", "1..1000000000",
       "The dark object is the smallest stored number that at least so many pixels of the scene have; lower "
       "it "
       "for cut-outs of scenes",
       "GRASS i.landsat.toar"},
      {"scenes.harmonise", choice, "-", "auto", "auto|none|ndvi|bands|bands-rma",
       "Bring TM and ETM+ to OLI by equations for NDVI or for the bands (least squares, or reduced major "
       "axis); auto: ndvi for surface reflectance, none for Level-1",
       "Roy et al. 2016"},
      {"scenes.resample", choice, "-", "ndvi", "ndvi|reflectance",
       "What is brought to the study grid: NDVI computed on the scene's own pixels, or reflectance",
       "own choice"},
      {"scenes.snow", choice, "-", "mask", "mask|keep",
       "Pixels under snow: no observation, or used as they are", "USGS QA_PIXEL"},
      {"scenes.missing-quality", choice, "-", "refuse", "refuse|use",
       "Scenes without a quality layer: an error, or every pixel counts as clear", "own choice"},
      {"scenes.crs", text, "-", "", "", "CRS of scenes that carry none; without it they are an error",
       "own choice"},
      {"input.skip-broken", yes_no, "-", "no", "",
       "Go on without scenes that cannot be used (each said in the log and in the result) instead of "
       "stopping; reads every scene once more, to know before",
       "own choice"},
  };
}

}  // namespace minenpp::survey
