#include "survey/settings/registry.h"

namespace minenpp::survey {

std::vector<Setting> survey_settings() {
  using enum SettingKind;
  using enum SettingReach;
  return {
      {"survey.name", text, "-", "", "",
       "Name of the survey; empty: the survey file's name without its ending", "own choice"},

      {"run.years", integer_list, "year", "", "1900..2200",
       "Years to compute, such as 2006,2010-2012; empty: every year that has NDVI", "own choice", run},
      {"run.tile-size", integer, "pixel", "256", "16..4096",
       "Edge of a tile; changes the speed and the chunks of the files, never the numbers", "own choice", run},
      {"run.memory", integer, "MB", "0", "0..100000000",
       "Most memory a rank may take, as Slurm counts it (1048576 bytes); smaller rounds keep to it, and a "
       "survey "
       "that cannot is refused; 0: no limit",
       "own choice", run},
      {"run.progress", choice, "-", "auto", "auto|bar|lines|off",
       "Progress: a bar on a terminal, or a line every interval in a log", "own choice", run},
      {"run.progress-interval", integer, "s", "30", "1..3600",
       "Seconds between the lines of progress in a log", "own choice", run},
      {"run.log-level", choice, "-", "info", "debug|info|warning|error",
       "Least important message that is shown", "own choice", run},

      {"run.scratch", integer, "MB", "5120", "0..1000000",
       "Of the temporary folder (TMPDIR), that each rank may take: four fifths to keep NPP for the "
       "statistics "
       "instead of computing it twice, a fifth to keep NDVI for NPP instead of decoding it from its maps: 8 "
       "and 2 "
       "bytes a pixel, month and year; 0: none",
       "own choice", run},

      {"run.journal", number, "s", "30", "0..86400",
       "Seconds of work that a killed run loses at most of a stage: how often its finished tiles are made to "
       "count in a journal beside its maps; 0: a stage starts again from its first tile",
       "own choice", run},

      {"run.share-stations", choice, "-", "auto", "auto|yes|no",
       "Each rank holds only the stations near its tiles; auto: where stations.file is larger than "
       "run.share-stations-above",
       "own choice", run},
      {"run.share-stations-above", integer, "MB", "64", "0..1000000",
       "Size of stations.file above which stations are shared out", "own choice", run},

      {"output.dir", path, "-", "result", "", "Folder of the results; made if it is not there", "own choice",
       run},
      {"output.packing", choice, "-", "int16", "int16|float32",
       "How NPP maps are stored: whole numbers with a scale factor, or as computed in single precision",
       "CF conventions 1.8"},
      {"output.npp-scale", number, "gC/m2/month", "0.02", "0.0001..1",
       "Step of a packed NPP map; 0.02 holds up to 655 gC/m2/month", "own choice"},
      {"output.weather", yes_no, "-", "no", "",
       "Write maps of monthly temperature, precipitation and radiation", "own choice", run},
      {"output.weather-variance", yes_no, "-", "no", "",
       "Write maps of the kriging variance beside them (needs output.weather=yes)", "own choice", run},
      {"output.compression", integer, "-", "1", "1..9", "Deflate level of the maps", "own choice", run},

      {"grid.from", path, "-", "", "",
       "Raster whose CRS, pixels and extent become the study grid; empty, with no grid.crs: the NDVI "
       "rasters of the first month",
       "own choice"},
      {"grid.crs", text, "-", "", "", "CRS of the study grid, such as EPSG:32649, or a PROJ or WKT text",
       "own choice"},
      {"grid.pixel-size", number, "CRS unit", "", "0.0000001..10000000",
       "Edge of a pixel in the unit of grid.crs (metres, or degrees on a geographic grid); where NDVI has "
       "such pixels in this CRS, the grid is of these",
       "own choice"},
      {"grid.bounds", number_list, "CRS unit", "", "",
       "west,south,east,north of the study grid; empty: zones.boundary, else the extent of the first NDVI "
       "raster",
       "own choice"},
  };
}

}  // namespace minenpp::survey
