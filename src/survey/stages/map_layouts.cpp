#include "survey/stages/map_layouts.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/stats/ndvi_histogram.h"
#include "survey/npp/class_lookup.h"
#include "survey/npp/npp_tile.h"

namespace minenpp::survey {

namespace {

io::MapLayout layout_of(const SurveyRun& run, const std::string& what, int year) {
  return layout_of(run, fmt::format("{} of {}", what, year));
}

std::vector<io::YearMonth> months_of(const SurveyRun& run, std::size_t year) {
  std::vector<io::YearMonth> months;
  const auto surveyed = run.catalogue.surveyed_months(year);
  for (int month = 1; month <= 12; ++month)
    if (surveyed[static_cast<std::size_t>(month - 1)])
      months.push_back({run.catalogue.years[year].year, month});
  return months;
}

/// The CF name of net primary productivity.
constexpr auto npp_standard_name = "net_primary_productivity_of_biomass_expressed_as_carbon";

io::MapVariable state_variable(const std::string& name, const std::string& units,
                               const std::string& long_name) {
  io::MapVariable state;
  state.name = name;
  state.type = io::ValueType::float32;
  state.units = units;
  state.long_name = long_name;
  state.per_time = false;
  return state;
}

/// As UDUNITS writes them.
std::string weather_units(WeatherVariable variable) {
  constexpr std::array units{"degC", "mm month-1", "MJ m-2 month-1"};
  return units[static_cast<std::size_t>(variable)];
}

/// Twelve months: the model needs the temperature of all of them, whichever are surveyed.
io::MapLayout weather_months(const SurveyRun& run, std::size_t year, const std::string& what) {
  const int calendar_year = run.catalogue.years[year].year;
  auto layout = layout_of(run, what, calendar_year);
  for (int month = 1; month <= 12; ++month) layout.months.push_back({calendar_year, month});
  return layout;
}

io::MapVariable observation_variable() {
  io::MapVariable counts;
  counts.name = "observations";
  counts.type = io::ValueType::uint8;
  counts.units = "1";
  counts.long_name = "usable observations in the month (0 where NDVI is filled or missing; at most 255)";
  counts.cell_methods = "time: sum";
  return counts;
}

io::MapVariable water_variable() {
  io::MapVariable water;
  water.name = "water";
  water.type = io::ValueType::uint8;
  water.units = "1";
  water.long_name = "water, as the scenes' quality layers say";
  water.flag_values = {0, 1};
  water.flag_meanings = {"no_water", "water"};
  return water;
}

}  // namespace

io::MapLayout layout_of(const SurveyRun& run, const std::string& what) {
  io::MapLayout layout;
  layout.grid = run.catalogue.grid.grid;
  layout.crs_wkt = run.catalogue.grid.crs.wkt();
  layout.title = fmt::format("{}: {}", run.settings.survey_name(), what);
  layout.tile_size = run.settings.integer("run.tile-size");
  layout.deflate_level = run.settings.integer("output.compression");
  return layout;
}

io::MapLayout with_key(io::MapLayout layout, const io::StageKey& key) {
  layout.stage_key = key;
  return layout;
}

std::string as_flag_meaning(std::string name) {
  std::ranges::replace(name, ' ', '_');
  return name;
}

io::MapVariable npp_variable(const Settings& settings, const std::string& name, double step,
                             const std::string& units) {
  io::MapVariable npp;
  npp.name = name;
  npp.units = units;
  if (packs_npp(settings)) {
    npp.type = io::ValueType::int16;
    npp.scale_factor = step;
    npp.fill = no_packed_npp;
  } else {
    npp.type = io::ValueType::float32;
  }
  return npp;
}

io::MapLayout class_layout(const SurveyRun& run, std::size_t year) {
  auto layout = layout_of(run, "land-cover classes", run.catalogue.years[year].year);
  io::MapVariable classes;
  classes.name = "land_class";
  classes.type = io::ValueType::uint8;
  classes.fill = no_class;
  classes.units = "1";
  classes.long_name = "land-cover class";
  classes.per_time = false;
  for (const auto& land_class : run.catalogue.classes) {
    classes.flag_values.push_back(land_class.code);
    classes.flag_meanings.push_back(as_flag_meaning(land_class.name));
  }
  layout.variables.push_back(classes);
  return layout;
}

io::MapLayout ndvi_layout(const SurveyRun& run, std::size_t year) {
  auto layout = layout_of(run, "monthly NDVI", run.catalogue.years[year].year);
  layout.months = months_of(run, year);
  io::MapVariable ndvi;
  ndvi.name = "ndvi";
  ndvi.scale_factor = 1 / model::ndvi_code_scale;
  ndvi.fill = no_ndvi;
  ndvi.units = "1";
  const bool maximum = run.catalogue.science.composite == model::Composite::maximum;
  const bool median = run.catalogue.science.composite == model::Composite::median;
  ndvi.long_name = std::string("normalized difference vegetation index, ") +
                   (maximum  ? "monthly maximum"
                    : median ? "monthly median"
                             : "observation of best quality in the month");
  ndvi.standard_name = "normalized_difference_vegetation_index";
  ndvi.cell_methods = maximum ? "time: maximum" : median ? "time: median" : "time: point";
  layout.variables.push_back(ndvi);
  if (run.catalogue.years[year].has_counts()) layout.variables.push_back(observation_variable());
  if (!run.catalogue.scenes.empty()) layout.variables.push_back(water_variable());
  return layout;
}

io::MapLayout filled_layout(const SurveyRun& run, std::size_t year) {
  auto layout = layout_of(run, "filled NDVI", run.catalogue.years[year].year);
  layout.is_shown = false;
  layout.months = months_of(run, year);
  io::MapVariable filled;
  filled.name = "filled";
  filled.type = io::ValueType::uint8;
  filled.units = "1";
  filled.long_name = "whether NDVI was filled from other months";
  filled.flag_values = {0, 1};
  filled.flag_meanings = {"not_filled", "filled"};
  layout.variables.push_back(filled);
  return layout;
}

io::MapLayout npp_layout(const SurveyRun& run, std::size_t year) {
  const auto& settings = run.settings;
  auto layout = layout_of(run, "net primary productivity", run.catalogue.years[year].year);
  layout.months = months_of(run, year);
  auto monthly = npp_variable(settings, "npp", monthly_npp_step(settings), "g m-2 month-1");
  monthly.long_name = "net primary productivity of the month, carbon";
  monthly.standard_name = npp_standard_name;
  monthly.cell_methods = "time: mean";
  layout.variables.push_back(monthly);
  return layout;
}

io::MapLayout annual_layout(const SurveyRun& run, std::size_t year) {
  auto layout = layout_of(run, "annual net primary productivity", run.catalogue.years[year].year);
  auto annual = npp_variable(run.settings, "npp_annual", annual_npp_step(run.settings), "g m-2 year-1");
  annual.long_name = "net primary productivity of the year, carbon";
  annual.standard_name = npp_standard_name;
  annual.per_time = false;
  layout.variables.push_back(annual);
  return layout;
}

io::MapLayout ring_layout(const SurveyRun& run, std::size_t year) {
  auto layout = layout_of(run, "rings around mines", run.catalogue.years[year].year);
  io::MapVariable rings;
  rings.name = "ring";
  rings.type = io::ValueType::uint8;
  rings.fill = no_mapped_ring;
  rings.units = "1";
  rings.per_time = false;
  rings.long_name = "0 inside a mine; ring around the nearest selected mine";
  rings.flag_values.push_back(0);
  rings.flag_meanings.emplace_back("mine");
  double inner = 0;
  for (const double outer : run.catalogue.mines.breaks.breaks()) {
    rings.flag_values.push_back(static_cast<int>(rings.flag_values.size()));
    rings.flag_meanings.push_back(fmt::format("{:g}_to_{:g}_m", inner, outer));
    inner = outer;
  }
  layout.variables.push_back(rings);
  return layout;
}

io::MapLayout mines_layout(const SurveyRun& run) {
  auto layout = layout_of(run, "mines found on the land-cover maps");
  io::MapVariable mines;
  mines.name = "mine";
  mines.type = io::ValueType::int32;
  mines.units = "1";
  mines.per_time = false;
  mines.long_name = "number of the mine, whose name is in /statistics/mine; 0 where there is none";
  layout.variables.push_back(mines);
  return layout;
}

io::MapLayout weather_layout(const SurveyRun& run, std::size_t year, WeatherVariable variable) {
  auto layout = weather_months(run, year, "monthly " + io::name_of(variable));
  auto& values = layout.variables.emplace_back();
  values.name = io::name_of(variable);
  values.type = io::ValueType::float32;
  values.units = weather_units(variable);
  values.long_name = "monthly " + io::name_of(variable);
  if (variable == WeatherVariable::temperature) values.standard_name = "air_temperature";
  values.cell_methods = variable == WeatherVariable::temperature ? "time: mean" : "time: sum";
  return layout;
}

io::MapLayout variance_layout(const SurveyRun& run, std::size_t year, WeatherVariable variable) {
  const auto what = "kriging variance of monthly " + io::name_of(variable);
  auto layout = weather_months(run, year, what);
  auto& variance = layout.variables.emplace_back();
  variance.name = io::name_of(variable) + "_variance";
  variance.type = io::ValueType::float32;
  variance.units = "(" + weather_units(variable) + ")2";
  variance.long_name = what;
  return layout;
}

io::MapLayout water_layout(const SurveyRun& run, std::size_t year) {
  auto layout = layout_of(run, "water at the end of the year", run.catalogue.years[year].year);
  layout.variables.push_back(state_variable("soil_water", "mm", "soil water at the end of the year"));
  layout.variables.push_back(state_variable("snowpack", "mm", "snowpack at the end of the year"));
  layout.variables.push_back(state_variable("water_stress", "1", "last water stress W of the year"));
  return layout;
}

double monthly_npp_step(const Settings& settings) {
  return settings.number("output.npp-scale");
}
double annual_npp_step(const Settings& settings) {
  return 10 * monthly_npp_step(settings);
}
bool packs_npp(const Settings& settings) {
  return settings.text("output.packing") == "int16";
}

}  // namespace minenpp::survey
