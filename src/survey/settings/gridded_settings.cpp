#include "survey/settings/registry.h"

namespace minenpp::survey {

namespace {

/// The settings that each weather variable has.
std::vector<Setting> of_variable(const std::string& name, const std::string& units,
                                 const std::string& default_unit, const std::string& unit_note) {
  using enum SettingKind;
  const auto key = "gridded." + name;
  return {
      {key, path, "-", "", "",
       "Rasters of monthly " + name +
           " in place of stations: a path with {year} and {month}, with {year} (12 bands, or a netCDF time "
           "axis), "
           "or without (a climatology of 12 bands, or a netCDF time axis over many years)",
       "own choice"},
      {key + "-variable", text, "-", "", "", "Variable of a netCDF file; empty: its only one", "own choice"},
      {key + "-unit", choice, "-", default_unit, units,
       "Unit of the rasters' values, after scale and offset" + unit_note, "own choice"},
      {key + "-scale", number, "unit of the rasters", "", "",
       "Value = stored value x scale + offset; empty: the raster's own, 1 where it has none", "own choice"},
      {key + "-offset", number, "unit of the rasters", "", "",
       "Added after scaling; empty: the raster's own, 0 where it has none", "own choice"},
      {key + "-nodata", number, "stored value", "", "", "No-data value; empty: the one the raster declares",
       "own choice"},
  };
}

}  // namespace

std::vector<Setting> gridded_settings() {
  using enum SettingKind;
  std::vector<Setting> joined;
  for (const auto& part :
       {of_variable("temperature", "degC|K|degF", "degC", ""),
        of_variable("precipitation", "mm|cm|m|in|mm/day|m/day|mm/hour|kg/m2/s", "mm",
                    " (a month's sum, or the mean of a rate)"),
        of_variable("radiation", "MJ/m2/month|MJ/m2/day|kWh/m2/month|kWh/m2/day|J/m2/month|J/m2/day|W/m2",
                    "MJ/m2/month", " (a month's sum, a day's mean, or W/m2 over day and night)")})
    joined.insert(joined.end(), part.begin(), part.end());
  for (const auto& setting : std::vector<Setting>{
           {"gridded.crs", text, "-", "", "",
            "CRS of weather rasters that carry none; without it such rasters are an error, but for netCDF "
            "files whose "
            "axes are longitude and latitude",
            "own choice"},
           {"gridded.resampling", choice, "-", "bilinear", "nearest|bilinear|cubic",
            "How weather reaches the study grid where the raster lies on another one", "own choice"},
           {"gridded.use-year", integer, "year", "", "1..2200",
            "Take this year's gridded weather for every surveyed year (a demonstration, said in the result)",
            "own choice"},
       })
    joined.push_back(setting);
  return joined;
}

}  // namespace minenpp::survey
