#include "survey/settings/registry.h"

namespace minenpp::survey {

namespace {

std::vector<Setting> ndvi_settings() {
  using enum SettingKind;
  return {
      {"ndvi.pattern", path, "-", "", "",
       "NDVI rasters: a path with {year}, {month} or {doy} (day of year); * matches anything", "own choice"},
      {"ndvi.year", integer, "year", "", "1900..2200", "Year of the rasters where the pattern has no {year}",
       "own choice"},
      {"ndvi.month", integer, "month", "", "1..12",
       "Month of the rasters where the pattern has neither {month} nor {doy} and they hold one band",
       "own choice"},
      {"ndvi.band", integer, "band", "", "1..65535",
       "Band of NDVI in rasters of one month that have others too, such as one of quality; empty: the only "
       "one",
       "own choice"},
      {"ndvi.variable", text, "-", "", "", "Variable of netCDF files; empty: their only one", "own choice"},
      {"ndvi.stack-months", integer_list, "month", "", "1..12",
       "Months of the bands of a raster with several bands, in band order; empty: those of the file's time "
       "axis "
       "(netCDF), else 1-12",
       "own choice"},
      {"ndvi.exclude-days", integer_list, "day of year", "", "1..366",
       "Days of year whose rasters are left out, for example clouded ones", "own choice"},
      {"ndvi.scale", number, "NDVI", "", "",
       "NDVI = stored value x ndvi.scale + ndvi.offset; empty: the raster's own, 1 where it has none",
       "own choice"},
      {"ndvi.offset", number, "NDVI", "", "",
       "Added after ndvi.scale; empty: the raster's own, 0 where it has none", "own choice"},
      {"ndvi.nodata", number, "stored value", "", "", "No-data value; empty: the one the raster declares",
       "own choice"},
      {"ndvi.valid-min", number, "NDVI", "-1", "-1..1", "Values below become no data and are counted",
       "definition of NDVI"},
      {"ndvi.valid-max", number, "NDVI", "1", "-1..1", "Values above become no data and are counted",
       "definition of NDVI"},
      {"ndvi.crs", text, "-", "", "",
       "CRS of NDVI rasters that carry none; without it such rasters are an error", "own choice"},
      {"ndvi.resampling", choice, "-", "bilinear", "nearest|bilinear|cubic|average",
       "How NDVI reaches the study grid where the raster lies on another one; average, the mean of the "
       "raster pixels "
       "whose centres a study pixel holds, is for much larger study pixels",
       "own choice"},
      {"ndvi.months", integer_list, "month", "1-12", "1..12",
       "Months whose images are used, for example the growing season", "own choice"},
      {"ndvi.composite", choice, "-", "maximum", "maximum|median|best",
       "How several observations of a month become one: the largest, the middle one, or the one of best "
       "quality",
       "Holben 1986"},
      {"ndvi.out-of-range", choice, "-", "nodata", "nodata|clip",
       "NDVI outside ndvi.valid-min..valid-max: no data, or moved to the nearer limit; counted either way",
       "own choice"},
      {"ndvi.fill", choice, "-", "linear", "none|linear|harmonic|savgol",
       "How missing months are filled (casa.mode=full_year; at least 3 months observed); months that no year "
       "observes are filled too",
       "own choice"},
      {"ndvi.bounds", choice, "-", "pooled", "pooled|per_year|table",
       "NDVI at FPAR 0.001 and 0.95 of a class: quantiles over all years, of each year, or Zhu 2007's table",
       "Zhu et al. 2006, 2007"},
      {"ndvi.lower-quantile", number, "-", "0.05", "0..0.5", "Quantile of NDVI that gives the lower bound",
       "Zhu et al. 2007"},
      {"ndvi.upper-quantile", number, "-", "0.95", "0.5..1", "Quantile of NDVI that gives the upper bound",
       "Zhu et al. 2007"},
  };
}

std::vector<Setting> landcover_settings() {
  using enum SettingKind;
  return {
      {"landcover.pattern", path, "-", "", "",
       "Land-cover rasters: a path with {year}; without {year} one raster serves all years", "own choice"},
      {"landcover.everywhere", integer, "class code", "", "1..254",
       "Class of the whole study area, instead of land-cover rasters", "own choice"},
      {"landcover.band", integer, "band", "", "1..65535",
       "Band of the codes in rasters that have others too; empty: the only one", "own choice"},
      {"landcover.variable", text, "-", "", "", "Variable of netCDF files; empty: their only one",
       "own choice"},
      {"landcover.map", text, "-", "", "",
       "Stored code to class code, such as 11:1,12:1,21:2; empty: the stored codes are the class codes",
       "own choice"},
      {"landcover.nodata", integer, "stored code", "", "",
       "No-data code; empty: the one the raster declares, and 0", "own choice"},
      {"landcover.classes", path, "-", "", "",
       "Table (CSV) of class parameters; empty: the built-in 12 classes (minenpp help classes)",
       "Fu et al. 2022; Zhu et al. 2006"},
      {"landcover.crs", text, "-", "", "", "CRS of land-cover rasters that carry none", "own choice"},
      {"landcover.resampling", choice, "-", "nearest", "nearest|mode",
       "How classes reach the study grid where the raster lies on another one: that of the raster pixel at "
       "the "
       "centre, or the most frequent of those whose centres the study pixel holds",
       "own choice"},
  };
}

std::vector<Setting> station_settings() {
  using enum SettingKind;
  return {
      {"stations.file", path, "-", "", "", "Table (CSV) of monthly station records", "own choice"},
      {"stations.column-id", text, "-", "id", "", "Column of the station's id; empty: stations.id",
       "own choice"},
      {"stations.column-lon", text, "-", "lon", "",
       "Column of the longitude, degrees east; empty: stations.lon", "own choice"},
      {"stations.column-lat", text, "-", "lat", "",
       "Column of the latitude, degrees north; empty: stations.lat", "own choice"},
      {"stations.column-elevation", text, "-", "elevation", "",
       "Column of the elevation, m; the table may be without it", "own choice"},
      {"stations.column-year", text, "-", "year", "", "Column of the year; empty: stations.year",
       "own choice"},
      {"stations.column-month", text, "-", "month", "", "Column of the month, 1-12", "own choice"},
      {"stations.column-date", text, "-", "", "",
       "Column with YYYY-MM, YYYYMM or a day of the month (YYYY-MM-DD), instead of year and month",
       "own choice"},
      {"stations.column-temperature", text, "-", "temperature", "", "Column of the monthly mean temperature",
       "own choice"},
      {"stations.column-precipitation", text, "-", "precipitation", "", "Column of the precipitation",
       "own choice"},
      {"stations.column-radiation", text, "-", "radiation", "", "Column of the global radiation",
       "own choice"},
      {"stations.temperature-unit", choice, "-", "degC", "degC|K|degF", "Unit of the temperature column",
       "own choice"},
      {"stations.precipitation-unit", choice, "-", "mm", "mm|cm|m|in|mm/day",
       "Unit of the precipitation column (a month's sum, or a day's mean)", "own choice"},
      {"stations.radiation-unit", choice, "-", "MJ/m2/month",
       "MJ/m2/month|MJ/m2/day|kWh/m2/month|kWh/m2/day|J/m2/month|J/m2/day|W/m2|h/day|h/month",
       "Unit of the radiation column; h/day and h/month: sunshine hours, a day's mean or a month's sum",
       "own choice"},
      {"stations.angstrom-a", number, "-", "0.25", "0..1",
       "Radiation from sunshine: share of extraterrestrial radiation that arrives without sunshine",
       "FAO-56 (Allen et al. 1998)"},
      {"stations.angstrom-b", number, "-", "0.50", "0..1",
       "Radiation from sunshine: what full sunshine adds to stations.angstrom-a",
       "FAO-56 (Allen et al. 1998)"},
      {"stations.hourly-radiation", path, "-", "", "",
       "Table (CSV) of hourly or other sub-daily radiation, W/m2, in place of the radiation column",
       "own choice"},
      {"stations.hourly-column-id", text, "-", "id", "",
       "Its column of the station's id; a table of one station may be without it (stations.id)",
       "own choice"},
      {"stations.hourly-column-time", text, "-", "datetime", "",
       "Its column of the time, such as 2016/02/09 13:00 or 2016-02-09T13:00", "own choice"},
      {"stations.hourly-column-radiation", text, "-", "radiation", "", "Its column of the radiation, W/m2",
       "own choice"},
      {"stations.hourly-min-share", number, "-", "0.9", "0..1",
       "A month counts if at least this share of its hourly records has a value", "own choice"},
      {"stations.missing", text_list, "-", "NA,NaN,-9999", "",
       "Texts that mean a missing value, besides none, NA, NaN, N/A, NULL, None and - in any letters",
       "own choice"},
      {"stations.complete-only", yes_no, "-", "no", "",
       "Use only stations with all twelve months of all three variables in every year used", "own choice"},
      {"stations.exclude", text_list, "-", "", "", "Ids of stations to leave out", "own choice"},
      {"stations.id", text, "-", "", "", "Id of the one station of a table without an id column",
       "own choice"},
      {"stations.lon", number, "degree", "", "-180..180", "Longitude of the one station", "own choice"},
      {"stations.lat", number, "degree", "", "-90..90", "Latitude of the one station", "own choice"},
      {"stations.elevation", number, "m", "", "-500..9000", "Elevation of the one station", "own choice"},
      {"stations.year", integer, "year", "", "1900..2200",
       "Year of every record of a table without a year column", "own choice"},
      {"stations.use-year", integer, "year", "", "1900..2200",
       "Take this year's weather for every surveyed year (a demonstration, said in the result)",
       "own choice"},
  };
}

std::vector<Setting> zone_settings() {
  using enum SettingKind;
  constexpr auto layer_help = "Layer of that file, such as a GeoPackage of several; empty: the only one";
  return {
      {"zones.boundary", path, "-", "", "",
       "Polygons (any OGR vector) of the study area; empty: the whole grid", "own choice"},
      {"zones.boundary-layer", text, "-", "", "", layer_help, "own choice"},
      {"zones.mines", path, "-", "", "", "Polygons of the mines", "own choice"},
      {"zones.mines-layer", text, "-", "", "", layer_help, "own choice"},
      {"zones.mines-name", text, "-", "name", "", "Field with the mine's name", "own choice"},
      {"zones.mines-from", text, "-", "", "", "Field with the year mining began; empty: none", "own choice"},
      {"zones.mines-to", text, "-", "", "", "Field with the year mining ended; empty: none", "own choice"},
      {"zones.townships", path, "-", "", "", "Polygons of townships (or states, districts)", "own choice"},
      {"zones.townships-layer", text, "-", "", "", layer_help, "own choice"},
      {"zones.townships-name", text, "-", "name", "", "Field with the township's name", "own choice"},
      {"zones.NAME", path, "-", "", "",
       "Polygons of any further layer, under a name of your own: zones.counties = counties.gpkg",
       "own choice"},
      {"zones.NAME-layer", text, "-", "", "", layer_help, "own choice"},
      {"zones.NAME-name", text, "-", "name", "", "Field with the name of such a layer's polygons",
       "own choice"},
      {"zones.coverage", choice, "-", "centre", "centre|fraction",
       "Pixels count in the statistics of a zone that holds their centre, or in every zone that covers a "
       "part of "
       "them, by the share of their area; rings and mine land always go by centres",
       "science, section 6.1"},
      {"zones.crs", text, "-", "", "", "CRS of polygon layers that carry none", "own choice"},
      {"zones.encoding", text, "-", "", "",
       "Encoding of the letters of shapefiles that do not tell it or tell a wrong one, such as GBK; empty: "
       "as the file tells",
       "own choice"},
      {"zones.repair", yes_no, "-", "no", "",
       "Repair self-intersecting polygons, and leave out features without geometry (said in the log), "
       "instead "
       "of refusing them",
       "own choice"},
  };
}

}  // namespace

std::vector<Setting> input_settings() {
  std::vector<Setting> joined;
  for (auto part : {ndvi_settings(), landcover_settings(), station_settings(), zone_settings()})
    joined.insert(joined.end(), part.begin(), part.end());
  return joined;
}

}  // namespace minenpp::survey
