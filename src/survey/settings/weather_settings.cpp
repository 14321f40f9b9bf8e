#include "survey/settings/registry.h"

namespace minenpp::survey {

namespace {

std::vector<Setting> variogram_settings() {
  using enum SettingKind;
  std::vector<Setting> settings{
      {"weather.variogram", choice, "-", "spherical",
       "spherical|exponential|gaussian|matern|linear|linear_with_sill",
       "Variogram model; fitted to 30 and more stations with a value, else nugget 0, range the largest "
       "station distance",
       "ArcGIS and gstat default"},
      {"weather.matern-kappa", number, "-", "0.5", "0.1..10", "Smoothness of the Matern model",
       "gstat default"},
      {"weather.fit-weights", choice, "-", "n_over_h2", "n_over_h2|n|n_over_gamma2|equal",
       "Weights of the variogram fit; gamma is the model's, fitted anew until it stays",
       "gstat fit method 7"},
      {"weather.pooling", choice, "-", "pooled", "pooled|monthly",
       "One shape of fitted variogram a variable and year, from all its months, each with its own sill; or "
       "one a "
       "month",
       "own choice"},
  };
  for (const std::string variable : {"temperature", "precipitation", "radiation"})
    settings.push_back({"weather." + variable + "-variogram", number_list, "unit2, unit2, m", "", "",
                        "Nugget, partial sill and range parameter of the " + variable +
                            ", such as 0.2,1.8,300000; empty: fitted, or the default for few stations",
                        "own choice"});
  settings.insert(
      settings.end(),
      {{"weather.detrend", choice, "-", "none", "none|linear",
        "Take a plane over the map out of the stations before kriging and add it afterwards; of fewer than "
        "5 stations none, of stations near a line that along it",
        "own choice"},
       {"weather.anisotropy-angle", number, "degree", "0", "0..180",
        "Direction of greatest continuity, clockwise from north (grids in metres only)", "gstat convention"},
       {"weather.anisotropy-ratio", number, "-", "1", "0.01..1",
        "Range across that direction over the range along it; 1: no anisotropy", "gstat convention"}});
  return settings;
}

std::vector<Setting> neighbourhood_settings() {
  using enum SettingKind;
  return {
      {"weather.neighbourhood", choice, "-", "automatic", "automatic|global|nearest|octant",
       "Which stations serve a pixel: all, the nearest, or the nearest of each eighth of the compass; "
       "automatic: all while they are few, else the nearest",
       "own choice"},
      {"weather.global-limit", integer, "station", "64", "2..1000",
       "automatic: up to this many stations all of them serve every pixel", "own choice"},
      {"weather.neighbours", integer, "station", "16", "1..64", "nearest: how many stations serve a pixel",
       "own choice"},
      {"weather.per-octant", integer, "station", "2", "1..16", "octant: how many stations of each octant",
       "own choice"},
      {"weather.radius", number, "m", "", "1..100000000",
       "No station farther than this serves a pixel (nearest, octant); empty: no limit", "own choice"},
  };
}

std::vector<Setting> drift_settings() {
  using enum SettingKind;
  return {
      {"weather.dem", path, "-", "", "", "Raster of the elevation, m, for kriging with external drift",
       "own choice"},
      {"weather.dem-band", integer, "band", "", "1..65535",
       "Band of the elevation in a raster that has others too; empty: the only one", "own choice"},
      {"weather.dem-nodata", number, "stored value", "", "", "Its no-data value; empty: the one it declares",
       "own choice"},
      {"weather.dem-crs", text, "-", "", "", "Its CRS, where it carries none", "own choice"},
      {"weather.dem-resampling", choice, "-", "bilinear", "nearest|bilinear|cubic|average",
       "How it reaches the study grid where it lies on another one; average is for much larger study pixels",
       "own choice"},
      {"weather.temperature-drift", choice, "-", "auto", "auto|none|elevation|lapse",
       "Temperature follows the elevation: with a slope estimated from the stations, or with the standard "
       "lapse rate 0.0065 K/m; auto: as the stations of the month allow where weather.dem is set",
       "Pan 2017"},
      {"weather.precipitation-drift", choice, "-", "none", "none|elevation",
       "Precipitation follows the elevation, with a slope estimated from the stations; months in which they "
       "are "
       "too few or too level for one are kriged without",
       "own choice"},
      {"weather.radiation-drift", choice, "-", "none", "none|elevation",
       "Radiation follows the elevation, with a slope estimated from the stations; months in which they are "
       "too few or too level for one are kriged without",
       "own choice"},
  };
}

std::vector<Setting> lattice_settings() {
  using enum SettingKind;
  return {
      {"weather.lattice", choice, "-", "on", "on|off",
       "Krige at the nodes of an adaptive lattice and interpolate between them, or krige every pixel "
       "(octants: always every pixel)",
       "own choice"},
      {"weather.lattice-cell", integer, "pixel", "128", "4..1024",
       "Edge of the lattice's coarsest cells, a power of two", "own choice"},
      {"weather.tolerance", number, "unit scale", "0.01", "0.000001..10",
       "Error the lattice may make, in units of 1 K, 10 mm/month and 10 MJ/m2/month", "own choice"},
      {"weather.check-points", integer, "pixel", "300", "0..1000000",
       "Random pixels at which the lattice is compared with exact kriging; the largest error is stored",
       "own choice"},
      {"weather.flag-limit", number, "standard error", "4", "1..100",
       "A station whose value is farther than this from its estimate by the others is flagged; of few "
       "stations, "
       "farther than is as unlikely by Student's t",
       "own choice"},
      {"weather.leave-out-flagged", yes_no, "-", "no", "",
       "Leave the flagged values of flagged stations out of the kriging", "own choice"},
      {"weather.uncertainty-step", integer, "pixel", "16", "0..1024",
       "The weather's share in the uncertainty of NPP is computed at every so many rows and columns, and so "
       "is the weather of zones (group climate); 0: neither",
       "own choice"},
  };
}

}  // namespace

std::vector<Setting> weather_settings() {
  std::vector<Setting> joined;
  for (auto part : {variogram_settings(), neighbourhood_settings(), drift_settings(), lattice_settings()})
    joined.insert(joined.end(), part.begin(), part.end());
  return joined;
}

}  // namespace minenpp::survey
