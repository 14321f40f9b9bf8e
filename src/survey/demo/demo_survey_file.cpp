#include "survey/demo/demo_survey_file.h"

#include <fmt/format.h>

namespace minenpp::survey {
namespace {

std::string raster_section(const DemoDescription& demo) {
  return fmt::format(R"(# NDVI is stored as whole numbers, NDVI x 10000.
[ndvi]
pattern=ndvi/ndvi-{{year}}-{{month}}.{}
scale=0.0001
offset=0
valid-min=-1
valid-max=1
)",
                     demo.raster_ending);
}

constexpr const char* scene_sections =
    R"(# Landsat Collection 2 Level-2 scenes, with clouds. NDVI is computed from their red and near-infrared bands.
[scenes]
from=scenes

[ndvi]
valid-min=-1
valid-max=1
)";

constexpr const char* raster_lines =
    R"(  ndvi/           NDVI x 10000 (int16), with texture, fields and sensor noise of 0.01
)";

constexpr const char* scene_lines =
    R"(  scenes/         Landsat Collection 2 Level-2 scenes in the form USGS delivers them: Landsat 5 and 7 (with the gaps of
                  its broken scan line corrector) in 2006 and 2010, Landsat 8 in 2016 and 2020; path/row 126033 in UTM
                  zone 49N sees the whole area, 125033 in zone 50N its east. Under cloud, shadow and cirrus and where
                  something is saturated the numbers are wrong on purpose
  truth/          NDVI x 10000 (int16) that clear pixels of a month's scenes show; for comparing, the survey reads only
                  the grid from it
)";

}  // namespace

std::string demo_survey_file(const DemoDescription& demo) {
  return fmt::format(
      R"(# SYNTHETIC data, made by "minenpp demo" (see README.txt). Paths are relative to this file.
# Every line can be overridden on the command line, for example --run.tile-size=500.

[survey]
name=Pingshuo demo (synthetic)

[run]
years=2006,2010,2016,2020

[output]
dir=result

# Pixels and extent of the study: 30 m in WGS 84 / UTM zone 49N.
[grid]
from={ndvi_folder}/ndvi-2006-08.{ending}

{ndvi}
# Codes 1-12 are the program's own classes.
[landcover]
pattern=landcover/landcover-{{year}}.{ending}

# Six stations with twelve months of temperature, precipitation and radiation in each year.
[stations]
file=stations.csv

[zones]
boundary=boundary.gpkg
mines=mines.gpkg
mines-name=name
townships=townships.gpkg
townships-name=name

# imaged_month: one image a year, NPP of its month. full_year: twelve months and their sum.
[casa]
mode={mode}

# 45 field samples of August 2020, which the maps are compared with.
[validation]
samples=samples.csv
column-value=npp_gC_m2_month
unit=gC/m2/month
)",
      fmt::arg("ending", demo.raster_ending), fmt::arg("ndvi_folder", demo.scenes ? "truth" : "ndvi"),
      fmt::arg("ndvi", demo.scenes ? std::string(scene_sections) : raster_section(demo)),
      fmt::arg("mode", demo.all_months ? "full_year" : "imaged_month"));
}

std::string demo_readme(const DemoDescription& demo) {
  return fmt::format(R"(SYNTHETIC DATA

Nothing in this folder was measured. "minenpp demo" made it, so that a survey can be run and tested without the data
of the paper it follows (Fu, Bai, Yang, Xie 2022), which are not public. It imitates the Pingshuo opencast mining
district (Shanxi, China): its place and size, its three mines and the names of places are real, but where fields,
forests, roads, the town, the reservoir, township borders and stations lie is invented.

The inputs were CHOSEN so that a survey with default settings comes out near the paper:
- the hectares newly mined (1859.88, 1326.87, 521.14) and newly reclaimed (564.34, 788.19, 1141.08) between 2006, 2010,
  2016 and 2020 are those of its Table 4,
- mean August NPP of land classes and of mines is near its Tables 3 and 2, and that of the area near 39.54, 35.01, 28.57
  and 38.99 gC/m2.
Agreement with the paper is therefore no evidence that the model is right. The figures were matched for a scale of 1,
the default seed and August images; other demos come near them or, with all months, not at all.

Scale {scale}, seed {seed}, {months}.

  {survey}        the survey file: minenpp run {survey}
{ndvi}  landcover/      classes: 1 forest, 2 cultivated, 3 grass, 4 water, 5 construction, 6 abandoned, 7 stripping area,
                  8 open pit, 9 reclaimed arable, 10 reclaimed forest, 11 reclaimed grass, 12 unreclaimed dump
  stations.csv    six stations: degC, mm/month, MJ/(m2 month); 2016 is dry, 2020 wet
  boundary.gpkg   the study area; mines.gpkg: the mines; townships.gpkg: six townships a district
  samples.csv     45 "field samples" of August 2020: the model's value with an error that gives R2 near 0.70
)",
                     fmt::arg("scale", demo.scale), fmt::arg("seed", demo.seed),
                     fmt::arg("months", demo.all_months ? "NDVI of twelve months" : "NDVI of August"),
                     fmt::arg("ndvi", demo.scenes ? scene_lines : raster_lines),
                     fmt::arg("survey", demo_survey_file_name));
}

}  // namespace minenpp::survey
