#include "survey/catalogue/catalogue.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "survey/catalogue/grid_choice.h"
#include "survey/catalogue/grid_warnings.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/catalogue/mine_warnings.h"
#include "survey/catalogue/month_warnings.h"
#include "survey/catalogue/station_inputs.h"
#include "survey/catalogue/table_encoding.h"
#include "survey/npp/class_lookup.h"
#include "survey/weather/elevation_reader.h"

namespace minenpp::survey {

using model::Error;
using model::Fault;

namespace {

std::vector<model::LandClass> read_classes(const Settings& settings) {
  auto classes = settings.has("landcover.classes")
                     ? io::read_classes(settings.path("landcover.classes").string())
                     : model::default_land_classes();
  for (const auto& land_class : classes)
    if (land_class.code < 1 || land_class.code > largest_class_code)
      throw Error(Fault::usage,
                  fmt::format("{}: class code {} is outside 1..{}", settings.where("landcover.classes"),
                              land_class.code, largest_class_code));
  return classes;
}

void require_known_class(const Catalogue& catalogue, int code, const std::string& where) {
  const bool known =
      std::ranges::any_of(catalogue.classes, [&](const model::LandClass& c) { return c.code == code; });
  if (!known) throw Error(Fault::usage, fmt::format("{}: no class has the code {}", where, code));
}

void read_class_settings(const Settings& settings, Catalogue& catalogue) {
  catalogue.classes = read_classes(settings);
  if (settings.has("landcover.map"))
    catalogue.class_of_code = model::in_context(settings.where("landcover.map"), [&] {
      return io::class_map_from(settings.text("landcover.map"), catalogue.classes);
    });
  if (settings.has("landcover.everywhere"))
    require_known_class(catalogue, settings.integer("landcover.everywhere"),
                        settings.where("landcover.everywhere"));
}

void check_grid_unit(const io::StudyGrid& grid) {
  if (!grid.grid.geographic() && grid.crs.unit() != 1)
    throw Error(Fault::usage, fmt::format("the study grid {} counts in units of {} m; distances need metres",
                                          grid.crs.label(), grid.crs.unit()));
}

void list_months(Catalogue& catalogue) {
  catalogue.months = {};
  for (std::size_t year = 0; year < catalogue.years.size(); ++year)
    for (std::size_t month = 0; month < 12; ++month)
      catalogue.months[month] = catalogue.months[month] || catalogue.surveyed_months(year)[month];
  for (int month = 1; month <= 12; ++month)
    if (catalogue.months[static_cast<std::size_t>(month - 1)]) catalogue.month_list.push_back(month);
}

void check_full_year(const Catalogue& catalogue, ProblemList& problems) {
  if (!catalogue.full_year()) return;
  for (const auto& year : catalogue.years) {
    const auto months = year.months();
    const auto observed = std::ranges::count(months, true);
    if (observed == 12 || (catalogue.science.filling != model::GapFilling::none &&
                           observed >= model::fewest_months_to_fill_from))
      continue;
    problems.add(Fault::input,
                 fmt::format("casa.mode=full_year, but {} has NDVI of {} months only{}", year.year, observed,
                             observed >= model::fewest_months_to_fill_from
                                 ? "; set ndvi.fill to have the others filled"
                                 : " (at least 3 are needed to fill the others)"));
  }
}

/// Where every station serves every pixel, none is too far.
void warn_about_radius(const Settings& settings, const Catalogue& catalogue, Notices& notices) {
  if (!settings.has("weather.radius") || catalogue.stations.empty()) return;
  const auto& rule = catalogue.science.weather.neighbourhood;
  const auto stations = catalogue.stations.front().ids.size();
  const bool all = rule.kind == model::NeighbourhoodKind::global ||
                   (rule.kind == model::NeighbourhoodKind::automatic &&
                    stations <= static_cast<std::size_t>(rule.global_limit));
  if (all)
    notices.warn(
        fmt::format("{}: not used, since all {} stations serve every pixel; weather.neighbourhood=nearest or "
                    "octant would use it",
                    settings.where("weather.radius"), stations));
}

bool has_ndvi(const Catalogue& catalogue) {
  return std::ranges::any_of(catalogue.years, [](const YearRasters& year) { return !year.ndvi.empty(); }) ||
         std::ranges::any_of(catalogue.scenes.scenes, &SceneInput::used);
}

}  // namespace

std::string class_table_text(const std::vector<model::LandClass>& classes) {
  std::ostringstream text;
  io::write_classes(text, classes);
  return text.str();
}

model::MonthMask Catalogue::surveyed_months(std::size_t year) const {
  if (!full_year()) return years[year].months();
  model::MonthMask all{};
  all.fill(true);
  return all;
}

std::vector<int> Catalogue::class_codes() const {
  std::vector<int> codes;
  for (const auto& land_class : classes) codes.push_back(land_class.code);
  return codes;
}

std::vector<int> Catalogue::year_numbers() const {
  std::vector<int> numbers;
  for (const auto& year : years) numbers.push_back(year.year);
  return numbers;
}

bool Catalogue::continues(std::size_t year) const {
  const bool keeps_water = full_year() || science.casa.water_stress == model::WaterStress::bucket;
  return keeps_water && year > 0 && year < years.size() && years[year - 1].year + 1 == years[year].year;
}

Catalogue make_catalogue(const Settings& settings, ProblemList& problems, Notices& notices, bool is_root) {
  Catalogue catalogue;
  problems.attempt([&] { catalogue.science = science_options(settings); });
  problems.attempt([&] { read_class_settings(settings, catalogue); });
  warn_about_encoding(settings, "landcover.classes", notices);
  catalogue.scenes = find_scene_inputs(settings, problems, notices);
  catalogue.years = find_rasters(settings, catalogue.scenes, problems, notices);
  if (!has_ndvi(catalogue)) {
    if (problems.empty()) problems.add(Fault::input, "no scene can be used; minenpp scenes says why");
    return catalogue;
  }
  const bool placed = problems.attempt("study grid", [&] {
    catalogue.grid = choose_grid(settings, catalogue.years, catalogue.scenes);
    check_grid_unit(catalogue.grid);
    catalogue.tiles = model::TileLattice(catalogue.grid.grid, settings.integer("run.tile-size"));
  });
  if (placed && !catalogue.scenes.empty()) {
    place_scenes(settings, catalogue.grid, catalogue.scenes, problems, notices);
    assign_scenes(settings, catalogue.scenes, catalogue.years, problems);
  }
  list_months(catalogue);
  check_full_year(catalogue, problems);
  warn_about_filled_months(catalogue, notices);
  warn_about_missing_months(catalogue, notices);
  problems.attempt([&] { catalogue.periods = change_periods(settings, catalogue.year_numbers()); });
  problems.attempt([&] { check_trend(settings, catalogue.science.trend, catalogue.year_numbers()); });
  if (!placed) return catalogue;
  warn_about_scale(catalogue.grid, notices);
  catalogue.area = read_study_area(settings, catalogue.grid, problems, notices);
  catalogue.zones = read_zones(settings, catalogue.grid, problems, notices);
  problems.attempt(
      [&] { catalogue.mines = mine_rules(settings, catalogue.grid.grid, catalogue.zones.all(), notices); });
  warn_about_mines(catalogue, notices);
  if (is_root) {
    warn_about_encoding(settings, "validation.samples", notices);
    problems.attempt(
        [&] { catalogue.samples = read_sample_inputs(settings, catalogue.grid, catalogue.full_year()); });
  }
  catalogue.gridded = find_gridded(settings, catalogue, problems, notices);
  if (catalogue.grid.grid.geographic() && catalogue.science.weather.anisotropy.ratio != 1)
    problems.add(Fault::usage,
                 settings.where("weather.anisotropy-ratio") +
                     ": directions need a grid in metres; this one is in degrees. Set grid.crs to a "
                     "projected CRS");
  if (catalogue.science.weather.needs_elevation())
    problems.attempt([&] { (void)ElevationReader(settings, catalogue.grid); });
  problems.attempt([&] { catalogue.shares_stations = shares_stations(settings); });
  catalogue.stations = catalogue.shares_stations && !is_root
                           ? years_without_stations(catalogue)
                           : read_station_years(settings, catalogue, problems, notices);
  warn_about_frozen_months(catalogue, notices);
  if (!catalogue.shares_stations) warn_about_radius(settings, catalogue, notices);
  return catalogue;
}

}  // namespace minenpp::survey
