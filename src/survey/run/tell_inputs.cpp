#include "survey/run/tell_inputs.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/stats/correlation_kernel.h"
#include "survey/catalogue/first_names.h"
#include "survey/catalogue/year_text.h"
#include "survey/mines/mine_effects.h"
#include "survey/run/likely_fill.h"
#include "survey/stages/change_maps.h"

namespace minenpp::survey {

namespace {

/// Shares below this are said.
constexpr double nearly_all = 0.95;

double percent(std::int64_t part, std::int64_t whole) {
  return 100 * static_cast<double>(part) / static_cast<double>(whole);
}

bool lacking(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) < nearly_all * static_cast<double>(whole);
}

/// More than this without a class is no ragged edge of the land cover.
constexpr double most_without_class = 0.01;

/// Land that the survey leaves out, since it has NDVI but no class.
void tell_unclassified(const SurveyRun& run, const SurveyResult& result) {
  std::vector<int> years;
  std::int64_t most = 0;
  double least_percent = 100, most_percent = 0;
  for (std::size_t year = 0; year < result.pixels.size(); ++year) {
    const auto& pixels = result.pixels[year];
    const auto all = pixels.classified + pixels.without_class;
    if (pixels.classified == 0 ||
        static_cast<double>(pixels.without_class) <= most_without_class * static_cast<double>(all))
      continue;
    years.push_back(run.catalogue.years[year].year);
    most = std::max(most, pixels.without_class);
    least_percent = std::min(least_percent, percent(pixels.without_class, all));
    most_percent = std::max(most_percent, percent(pixels.without_class, all));
  }
  if (years.empty()) return;
  const auto least_text = fmt::format("{:.1f}", least_percent),
             most_text = fmt::format("{:.1f}", most_percent);
  run.notices.warn(fmt::format(
      "{}: {} % of the study area (up to {} pixels) has NDVI but no class of land cover, and so no NPP; "
      "where "
      "that is meant, zones.boundary says how far the study area goes",
      year_text(years), least_text == most_text ? most_text : least_text + " to " + most_text, most));
}

/// A month that has images, but not one usable pixel.
void tell_empty_months(const SurveyRun& run, std::size_t year, const PixelNotices& pixels) {
  const auto& rasters = run.catalogue.years[year];
  const auto months = rasters.months();
  for (std::size_t month = 0; month < 12; ++month) {
    if (!months[month] || pixels.observed_in[month] > 0 || pixels.classified == 0) continue;
    const auto images =
        std::ranges::count_if(rasters.ndvi,
                              [&](const NdviSource& s) { return s.month == static_cast<int>(month) + 1; }) +
        std::ranges::count_if(rasters.scenes, [&](std::size_t index) {
          return run.catalogue.scenes.scenes[index].scene.date.month == static_cast<int>(month) + 1;
        });
    run.notices.warn(fmt::format(
        "{}-{:02} is empty: {} image{}, no usable pixel in the study area{}", rasters.year, month + 1, images,
        images == 1 ? "" : "s", pixels.filled_in[month] > 0 ? "; its NDVI is filled from other months" : ""));
  }
}

void tell_ndvi(const SurveyRun& run, std::size_t year, const PixelNotices& pixels) {
  const auto& rasters = run.catalogue.years[year];
  if (pixels.ndvi_out_of_range > 0)
    run.notices.warn(fmt::format(
        "{}: {} NDVI values are outside {}..{} and {}", rasters.year, pixels.ndvi_out_of_range,
        run.settings.text("ndvi.valid-min"), run.settings.text("ndvi.valid-max"),
        run.settings.text("ndvi.out-of-range") == "clip" ? "are moved to the limits" : "count as no data"));
  tell_empty_months(run, year, pixels);
  const auto months = std::ranges::count(rasters.months(), true);
  const auto expected = pixels.classified * months;
  if (expected > 0 && lacking(pixels.ndvi_observed, expected))
    run.notices.warn(fmt::format("{}: NDVI covers {:.1f} % of the pixels that have a class ({} month{})",
                                 rasters.year, percent(pixels.ndvi_observed, expected), months,
                                 months == 1 ? "" : "s"));
}

/// Trends and correlations of fewer years are warned of.
constexpr std::size_t few_years = 8;

std::string years_text(std::ptrdiff_t years) {
  return fmt::format("{} year{}", years, years == 1 ? "" : "s");
}

/// What of correlations so many years cannot give; empty where they are enough. `lead`: what has the years.
std::string lacking_correlations(const std::string& lead, std::ptrdiff_t years, const std::string& then) {
  constexpr auto simple = model::correlation_min_years, partial = model::partial_correlation_min_years;
  if (years < simple)
    return fmt::format("climate.maps: {} {}; a correlation needs {}, a partial correlation {}: both {}", lead,
                       years_text(years), simple, partial, then);
  if (years < partial)
    return fmt::format("climate.maps: {} {}; a partial correlation needs {}: partial correlations {}", lead,
                       years_text(years), partial, then);
  return "";
}

/// A month that is surveyed in fewer years than others; in full-year surveys there is none.
void tell_rare_months(const SurveyRun& run, std::ptrdiff_t survey_years) {
  if (run.catalogue.full_year()) return;
  for (const int month : run.catalogue.month_list) {
    std::ptrdiff_t years = 0;
    for (std::size_t year = 0; year < run.catalogue.years.size(); ++year)
      years += run.catalogue.surveyed_months(year)[static_cast<std::size_t>(month - 1)] ? 1 : 0;
    if (years == survey_years) continue;
    // The survey as a whole has no partial correlations, which is said already.
    if (survey_years < model::partial_correlation_min_years && years >= model::correlation_min_years)
      continue;
    const auto text = lacking_correlations(fmt::format("month {} is surveyed in", month), years,
                                           "of this month are no data");
    if (!text.empty()) run.notices.warn(text);
  }
}

/// Scenes that were left out for their pixels, and those whose NDVI is mostly impossible.
void tell_scenes(const SurveyRun& run, const SurveyResult& result) {
  constexpr std::int64_t few = 1000;
  for (const auto& year : result.scenes)
    for (const auto& scene : year) {
      if (!scene.used) run.notices.warn(fmt::format("scene {} is skipped: {}", scene.id, scene.reason));
      if (scene.outside > few && scene.outside > scene.observed)
        run.notices.warn(
            fmt::format("scene {}: {} of {} NDVI values are out of range; is it what its metadata say?",
                        scene.id, scene.outside, scene.observed + scene.outside));
    }
}

}  // namespace

void tell_coverage(const SurveyRun& run, const SurveyResult& result) {
  tell_scenes(run, result);
  std::int64_t most = 0;
  for (const auto& pixels : result.pixels) most = std::max(most, pixels.classified);
  for (std::size_t year = 0; year < result.pixels.size(); ++year) {
    const auto& pixels = result.pixels[year];
    if (lacking(pixels.classified, most))
      run.notices.warn(fmt::format("{}: land cover covers {:.1f} % of the pixels it covers in other years",
                                   run.catalogue.years[year].year, percent(pixels.classified, most)));
    tell_ndvi(run, year, pixels);
  }
  tell_unclassified(run, result);
  if (most == 0) run.notices.warn("no pixel of the study area has a class");
}

void tell_scale(const SurveyRun& run, const SurveyResult& result) {
  constexpr double few = 1e-3, small = 0.1;
  if (!run.settings.has("ndvi.pattern") || result.ndvi.total() == 0) return;
  const double lowest = result.ndvi.quantile(few), highest = result.ndvi.quantile(1 - few);
  if (lowest <= -small || highest >= small) return;
  const auto scale = run.settings.text("ndvi.scale");
  run.notices.warn(fmt::format(
      "all NDVI lies between {:.4f} and {:.4f} (but for a thousandth on either side); is {} right?", lowest,
      highest, scale.empty() ? "the scale that the rasters declare" : "ndvi.scale = " + scale));
}

void tell_fill(const SurveyRun& run, const SurveyResult& result) {
  if (!run.settings.has("ndvi.pattern") || run.settings.text("ndvi.out-of-range") == "clip") return;
  const auto fill = likely_fill(result.ndvi);
  if (!fill) return;
  run.notices.warn(
      fmt::format("{:.1f} % of all NDVI values are exactly {}; if that stands for no data, which the rasters "
                  "then do not declare, "
                  "set ndvi.nodata to the number they store, or ndvi.valid-min above it",
                  100 * fill->share, fill->ndvi));
}

void tell_bounds(const SurveyRun& run, const SurveyResult& result) {
  const auto& classes = run.catalogue.classes;
  const bool per_year = run.catalogue.science.pooling == BoundsPooling::per_year;
  for (std::size_t year = 0; year < result.bounds.size(); ++year)
    for (std::size_t i = 0; i < classes.size(); ++i) {
      // Of classes with land, also where the classes that lend them their NDVI have none.
      const auto& bounds = result.bounds[year][i];
      const auto has_land = [i](const std::vector<bool>& classes_of_year) { return classes_of_year[i]; };
      if (per_year ? !has_land(result.class_has_ndvi[year])
                   : std::ranges::none_of(result.class_has_ndvi, has_land))
        continue;
      const bool few = bounds.origin == model::BoundsOrigin::table_few_pixels;
      if (!(few || bounds.origin == model::BoundsOrigin::table_narrow_range)) continue;
      const auto whose = per_year ? fmt::format("{}: ", run.catalogue.years[year].year) : std::string();
      run.notices.warn(
          fmt::format("{}NDVI bounds of {} are the table's: {}", whose, classes[i].name,
                      few ? fmt::format("quantiles of only {} values (pixels and months)", bounds.count)
                          : "its quantiles lie too close together"));
    }
}

void tell_green_classes(const SurveyRun& run, const SurveyResult& result) {
  const bool maps_codes = run.settings.has("landcover.map"),
             own_table = run.settings.has("landcover.classes");
  for (const auto& green : result.green) {
    const auto& land = run.catalogue.classes[green.index];
    run.notices.warn(fmt::format(
        "class {} '{}' has no vegetation by the class table, but a tenth of its NDVI is over {:.2f}: it gets "
        "no NPP; {}",
        land.code, land.name, green.ndvi,
        maps_codes  ? "is its code in landcover.map right?"
        : own_table ? "is that right in landcover.classes?"
                    : "do the codes of the land cover mean what 'minenpp help classes' says? landcover.map "
                      "gives them their classes"));
  }
}

void tell_periods(const SurveyRun& run) {
  const auto years = run.catalogue.year_numbers();
  if (run.catalogue.has_trend() && years.size() < few_years)
    run.notices.warn(
        fmt::format("trends rest on {} years; below {} their p values mean little", years.size(), few_years));
  for (const auto& period : run.catalogue.periods)
    if (common_months(run.catalogue, period).empty())
      run.notices.warn(fmt::format("{}: no month is surveyed in both years, so there is no change",
                                   name_of(period, years)));
}

void tell_correlations(const SurveyRun& run) {
  if (!run.catalogue.science.climate_maps) return;
  const auto years = std::ssize(run.catalogue.years);
  const auto text = lacking_correlations("the survey has", years, "are left out");
  if (!text.empty()) run.notices.warn(text);
  if (years < model::correlation_min_years) return;
  if (years < static_cast<std::ptrdiff_t>(few_years))
    run.notices.warn(fmt::format("correlations with the weather rest on {} years; below {} they mean little",
                                 years, few_years));
  tell_rare_months(run, years);
}

void tell_mines(const SurveyRun& run, const std::vector<FoundMine>& mines) {
  const auto& rules = run.catalogue.mines;
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(mines.size(), 10); ++i)
    names += (i == 0 ? "" : ", ") + mines[i].name;
  if (mines.size() > 10) names += ", ...";
  for (const auto& name : rules.selected)
    if (std::ranges::find(mines, name, &FoundMine::name) == mines.end())
      throw model::Error(model::Fault::usage, fmt::format("{}: no mine is called '{}'; found were {}",
                                                          run.settings.where("rings.mines"), name,
                                                          mines.empty() ? "none" : names));
  if (mines.empty())
    run.notices.warn(fmt::format(
        "no mines found: no land of mines.classes covers {:g} hm2 or more in one piece", rules.min_area_hm2));
  else
    run.notices.info(fmt::format("{} mine{} found: {}", mines.size(), mines.size() == 1 ? "" : "s", names));
}

void tell_reference(const SurveyRun& run, const SurveyResult& result) {
  if (!run.catalogue.mines.rings || has_reference(run.catalogue.science, result.cells.front())) return;
  run.notices.warn(fmt::format(
      "no class has land farther than {:g} m from all mines (ledger.reference-distance) to compare with: the "
      "lines of the ledger that need it, and the causes, are no data",
      run.catalogue.mines.reference_m));
}

void tell_missing_weather(const SurveyRun& run, int year, std::int64_t pixels) {
  if (pixels == 0) return;
  std::string why = run.catalogue.science.weather.needs_elevation() ? "no elevation in weather.dem" : "";
  if (run.settings.has("weather.radius"))
    why += fmt::format("{}no station within weather.radius = {} m", why.empty() ? "" : ", or ",
                       run.settings.text("weather.radius"));
  run.notices.warn(
      fmt::format("{}: {} pixels that have a class have no weather in a month that is needed ({}); they "
                  "have no NPP",
                  year, pixels, why));
}

void tell_gaps(const StationYear& stations, Notices& notices) {
  for (const auto variable : weather_variables)
    for (int month = 1; month <= 12; ++month) {
      std::vector<std::string> missing;
      if (!stations.has(variable, month)) continue;
      const auto& values = stations.of(variable, month);
      for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isnan(values[i])) missing.push_back(stations.ids[i]);
      if (missing.empty()) continue;
      notices.info(fmt::format("{}-{:02}: {} of {} stations have no {}: {}", stations.year, month,
                               missing.size(), values.size(), io::name_of(variable), first_listed(missing)));
    }
}

}  // namespace minenpp::survey
