#include "survey/settings/registry.h"

namespace minenpp::survey {

namespace {

std::vector<Setting> sample_table_settings() {
  using enum SettingKind;
  const auto column = [](const std::string& name, const std::string& fallback, const std::string& what) {
    return Setting{"validation.column-" + name, text, "-", fallback, "", what, "own choice"};
  };
  return {
      {"validation.samples", path, "-", "", "",
       "CSV of field samples that the survey's NPP is compared with; empty: no validation", "own choice"},
      column("id", "id", "Column of the sample's name; without one samples go by their place in the table"),
      column("lon", "lon", "Column of the longitude, degrees"),
      column("lat", "lat", "Column of the latitude, degrees"),
      column("x", "", "Column of x in the study grid's CRS, in place of longitude and latitude"),
      column("y", "", "Column of y in the study grid's CRS"),
      column("year", "year", "Column of the year"),
      column("month", "month", "Column of the month, 1..12; not read where samples are of a whole year"),
      column("date", "", "Column of YYYY-MM, YYYYMM or YYYY-MM-DD in place of year and month"),
      column("value", "value", "Column of the measured value"),
      column("root-shoot", "", "Column of the root to shoot ratio; where it is empty the others serve"),
      {"validation.year", integer, "year", "", "1600..2400",
       "Year of all samples of a table without a year column", "own choice"},
      {"validation.month", integer, "month", "", "1..12",
       "Month of all samples of a table without a month column", "own choice"},
      {"validation.missing", text_list, "-", "NA,NaN,-9999", "",
       "Texts that mean no value, besides nothing, NA, NaN, N/A, NULL, None and - in any letters",
       "own choice"},
  };
}

}  // namespace

std::vector<Setting> validation_settings() {
  using enum SettingKind;
  auto settings = sample_table_settings();
  for (const auto& setting : std::vector<Setting>{
           {"validation.quantity", choice, "-", "npp", "npp|biomass",
            "What was measured: NPP, or dry matter above ground, which becomes NPP", "Fu et al. 2022"},
           {"validation.unit", choice, "-", "", "gC/m2/month|gC/m2/year|g/m2|kg/ha|t/ha",
            "Unit of the values: gC/m2/month or gC/m2/year for npp, g/m2, kg/ha or t/ha of dry matter for "
            "biomass; empty: the first of these",
            "own choice"},
           {"validation.period", choice, "-", "month", "month|year",
            "Biomass is compared with the NPP of the sample's month, after division by the growing months, "
            "or of "
            "the whole year (NPP: as its unit says)",
            "own choice"},
           {"validation.carbon-fraction", number, "gC/g", "0.45", "0..1", "Carbon in dry matter",
            "Jiao et al. 2018"},
           {"validation.root-shoot", number, "-", "", "0..50",
            "Dry matter below ground over that above; empty: 0.2 on the classes of crops, 2.8 on others",
            "IPCC 2006 (semi-arid grassland); own choice (crops)"},
           {"validation.crop-classes", integer_list, "class code", "2,9", "1..254",
            "Classes that take the root to shoot ratio of crops", "own choice"},
           {"validation.growing-months", number, "month", "5", "0.5..12", "Months over which biomass grew",
            "own choice"},
       })
    settings.push_back(setting);
  return settings;
}

}  // namespace minenpp::survey
