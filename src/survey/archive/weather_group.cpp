#include <algorithm>
#include <filesystem>

#include "survey/archive/archive_groups.h"
#include "survey/weather/weather_variable.h"

namespace minenpp::survey {

namespace {

void write_stations(const SurveyRun& run, io::ArchiveGroup& group) {
  const auto& stations = run.catalogue.stations.front();
  group.dimension("station", stations.ids, {io::attribute("long_name", "weather station")});
  group.array("longitude", {"station"}, stations.longitude_deg, described("degrees_east", "longitude"));
  group.array("latitude", {"station"}, stations.latitude_deg, described("degrees_north", "latitude"));
}

bool is_gridded(const SurveyRun& run, std::size_t variable) {
  return run.catalogue.gridded.front().has(weather_variables[variable]);
}

/// Which variables come from rasters, and from which; nothing where all come from stations. Without folders,
/// so that inputs may move.
void write_sources(const SurveyRun& run, io::ArchiveGroup& group) {
  if (!run.catalogue.gridded.front().any()) return;
  std::vector<std::string> sources, files;
  std::vector<std::int32_t> bands, years;
  for (std::size_t variable = 0; variable < 3; ++variable) {
    sources.emplace_back(is_gridded(run, variable) ? "gridded" : "stations");
    for (const auto& year : run.catalogue.gridded)
      for (const auto& band : year.bands[variable]) {
        files.push_back(band ? std::filesystem::path(band->file).filename().string() : "");
        bands.push_back(band ? band->band : 0);
        years.push_back(band && !band->climatology ? band->year : 0);
      }
  }
  const std::vector<std::string> dimensions{"variable", "year", "month"};
  group.array("source", {"variable"}, sources, {io::attribute("long_name", "where the variable comes from")});
  group.array("source_file", dimensions, files, {io::attribute("long_name", "raster of the month")});
  group.array("source_band", dimensions, bands, described("1", "its band; 0: none"));
  group.array("source_year", dimensions, years,
              described("1", "year of the data; 0: a climatology, or no raster"));
}

void write_variograms(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<double> nugget, sill, range;
  std::vector<std::string> model, reason;
  std::vector<std::uint8_t> fitted;
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather) {
      const auto& found = year.variograms[variable];
      if (is_gridded(run, variable)) {
        for (auto* parameter : {&nugget, &sill, &range}) parameter->push_back(model::no_data);
        model.emplace_back();
        fitted.push_back(0);
        reason.emplace_back("gridded");
        continue;
      }
      nugget.push_back(found.variogram.nugget());
      sill.push_back(found.variogram.partial_sill());
      range.push_back(found.variogram.range_m());
      model.emplace_back(model::name_of(found.variogram.model()));
      fitted.push_back(found.fitted ? 1 : 0);
      reason.push_back(found.reason);
    }
  const std::vector<std::string> dimensions{"variable", "year"};
  group.array("variogram_model", dimensions, model, {io::attribute("long_name", "variogram model")});
  group.array("nugget", dimensions, nugget, described("squared unit of the variable", "nugget"));
  group.array("partial_sill", dimensions, sill, described("squared unit of the variable", "partial sill"));
  group.array("range", dimensions, range, described("m", "range parameter"));
  group.array("fitted", dimensions, fitted,
              described("1", "1 where the variogram was fitted, 0 where it is the default"));
  group.array("not_fitted_because", dimensions, reason,
              {io::attribute("long_name", "why the default was used")});
}

void write_empirical(const SurveyResult& result, io::ArchiveGroup& group) {
  std::size_t bins = 0;
  for (const auto& year : result.weather)
    for (const auto& found : year.variograms) bins = std::max(bins, found.empirical.size());
  std::vector<std::int64_t> pairs;
  std::vector<double> distance, semivariance;
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather)
      for (std::size_t bin = 0; bin < bins; ++bin) {
        const auto& points = year.variograms[variable].empirical;
        const bool there = bin < points.size();
        pairs.push_back(there ? points[bin].pairs : 0);
        distance.push_back(there ? points[bin].distance_m : model::no_data);
        semivariance.push_back(there ? points[bin].semivariance : model::no_data);
      }
  group.dimension("bin", static_cast<std::int64_t>(bins));
  const std::vector<std::string> dimensions{"variable", "year", "bin"};
  group.array("pairs", dimensions, pairs, described("1", "pairs of stations in the bin, over the months"));
  group.array("distance", dimensions, distance, described("m", "mean distance of the pairs"));
  group.array("semivariance", dimensions, semivariance,
              described("squared unit of the variable", "semivariance"));
}

void write_validation(const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<double> mean_error, rmse, msdr;
  std::vector<std::int64_t> stations;
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather)
      for (const auto& month : year.validation[variable]) {
        mean_error.push_back(month.mean_error);
        rmse.push_back(month.rmse);
        msdr.push_back(month.msdr);
        stations.push_back(month.stations);
      }
  const std::vector<std::string> dimensions{"variable", "year", "month"};
  group.array("mean_error", dimensions, mean_error,
              described("unit of the variable", "leave-one-out mean error (estimate minus value)"));
  group.array("rmse", dimensions, rmse,
              described("unit of the variable", "leave-one-out root mean square error"));
  group.array("msdr", dimensions, msdr, described("1", "mean of squared error over kriging variance"));
  group.array("stations", dimensions, stations, described("1", "stations with a value"));
}

}  // namespace

void write_weather_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<std::string> variables, units;
  for (const auto variable : weather_variables) {
    variables.push_back(io::name_of(variable));
    units.push_back(unit_of(variable));
  }
  std::vector<std::int32_t> months(12);
  for (std::size_t i = 0; i < months.size(); ++i) months[i] = static_cast<std::int32_t>(i + 1);
  group.dimension("variable", variables, {io::attribute("long_name", "weather variable")});
  add_years(run, group);
  group.dimension("month", months, {io::attribute("long_name", "month of the year")});
  group.array("unit", {"variable"}, units, {io::attribute("long_name", "unit of the variable")});
  write_stations(run, group);
  write_sources(run, group);
  write_variograms(run, result, group);
  write_empirical(result, group);
  write_validation(result, group);
}

}  // namespace minenpp::survey
