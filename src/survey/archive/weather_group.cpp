#include <algorithm>
#include <filesystem>
#include <limits>

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

/// value(year, variable, month) for every variable, year and month.
template <typename T, typename Value>
std::vector<T> by_month(const SurveyResult& result, const Value& value) {
  std::vector<T> values;
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather)
      for (std::size_t month = 0; month < 12; ++month) values.push_back(value(year, variable, month));
  return values;
}

const std::vector<std::string> monthly{"variable", "year", "month"};

void write_variograms(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto found = [](const WeatherReport& year, std::size_t variable, std::size_t month) -> const auto& {
    return year.findings.variograms[variable][month];
  };
  const auto planned = [&](const WeatherReport& year, std::size_t variable, std::size_t month) {
    return year.findings.validation[variable][month].stations > 0;
  };
  const auto parameter = [&](double (model::Variogram::*of)() const) {
    return by_month<double>(result, [&](const auto& year, std::size_t variable, std::size_t month) {
      return planned(year, variable, month) ? (year.findings.used[variable][month].*of)() : model::no_data;
    });
  };
  group.array("variogram_model", monthly,
              by_month<std::string>(
                  result,
                  [&](const auto& year, std::size_t variable, std::size_t month) {
                    return planned(year, variable, month)
                               ? std::string(model::name_of(year.findings.used[variable][month].model()))
                               : std::string();
                  }),
              {io::attribute("long_name", "variogram model")});
  group.array("nugget", monthly, parameter(&model::Variogram::nugget),
              described("squared unit of the variable", "nugget"));
  group.array("partial_sill", monthly, parameter(&model::Variogram::partial_sill),
              described("squared unit of the variable", "partial sill"));
  group.array("range", monthly, parameter(&model::Variogram::range_m), described("m", "range parameter"));
  group.array("fitted", monthly,
              by_month<std::uint8_t>(result,
                                     [&](const auto& year, std::size_t variable, std::size_t month) {
                                       return static_cast<std::uint8_t>(
                                           found(year, variable, month).found.fitted ? 1 : 0);
                                     }),
              described("1", "1 where the variogram was fitted; else it is the default, or given"));
  group.array("not_fitted_because", monthly,
              by_month<std::string>(result,
                                    [&](const auto& year, std::size_t variable, std::size_t month) {
                                      return is_gridded(run, variable)
                                                 ? std::string("gridded")
                                                 : found(year, variable, month).found.reason;
                                    }),
              {io::attribute("long_name", "why it was not fitted")});
}

/// Points of empirical variograms as three arrays, each variogram padded to as many bins.
class BinArrays {
 public:
  explicit BinArrays(std::size_t bins) : bins_(bins) {}

  /// `ratio`: what semivariances are multiplied by.
  void add(const std::vector<model::VariogramBin>& points, double ratio = 1) {
    for (std::size_t bin = 0; bin < bins_; ++bin) {
      const bool there = bin < points.size();
      pairs_.push_back(there ? points[bin].pairs : 0);
      distance_.push_back(there ? points[bin].distance_m : model::no_data);
      semivariance_.push_back(there ? ratio * points[bin].semivariance : model::no_data);
    }
  }

  /// `pairs`: which pairs were counted.
  void write(const std::string& prefix, const std::vector<std::string>& dimensions, const std::string& pairs,
             io::ArchiveGroup& group) const {
    group.array(prefix + "pairs", dimensions, pairs_, described("1", pairs));
    group.array(prefix + "distance", dimensions, distance_, described("m", "mean distance of the pairs"));
    group.array(prefix + "semivariance", dimensions, semivariance_,
                described("squared unit of the variable", "semivariance"));
  }

 private:
  std::size_t bins_;
  std::vector<std::int64_t> pairs_;
  std::vector<double> distance_, semivariance_;
};

void write_empirical(const SurveyResult& result, io::ArchiveGroup& group) {
  std::size_t bins = 0;
  for (const auto& year : result.weather)
    for (const auto& months : year.findings.variograms)
      for (const auto& found : months) bins = std::max(bins, found.found.empirical.size());
  BinArrays arrays(bins);
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather)
      for (const auto& month : year.findings.variograms[variable])
        arrays.add(month.found.empirical, month.variance_ratio);
  group.dimension("bin", static_cast<std::int64_t>(bins));
  arrays.write("", {"variable", "year", "month", "bin"},
               "pairs of stations in the bin, over the months that share the variogram", group);
}

void write_directional(const SurveyResult& result, io::ArchiveGroup& group) {
  const auto directions = model::VariogramDirections().degrees;
  std::size_t bins = 0;
  for (const auto& year : result.weather)
    for (const auto& variable : year.findings.directional)
      for (const auto& direction : variable) bins = std::max(bins, direction.bins.size());
  BinArrays arrays(bins);
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather)
      for (std::size_t d = 0; d < directions.size(); ++d) {
        const auto& found = year.findings.directional[variable];
        arrays.add(d < found.size() ? found[d].bins : std::vector<model::VariogramBin>());
      }
  group.dimension("direction", directions, described("degree", "direction, clockwise from north"));
  group.dimension("directional_bin", static_cast<std::int64_t>(bins));
  arrays.write("directional_", {"variable", "year", "direction", "directional_bin"},
               "pairs of stations within 22.5 degrees of the direction, over all months", group);
}

void write_validation(const SurveyResult& result, io::ArchiveGroup& group) {
  const auto numbers = [&](double MonthValidation::*of) {
    return by_month<double>(result, [&](const auto& year, std::size_t variable, std::size_t month) {
      return year.findings.validation[variable][month].*of;
    });
  };
  group.array("mean_error", monthly, numbers(&MonthValidation::mean_error),
              described("unit of the variable", "leave-one-out mean error (estimate minus value)"));
  group.array("rmse", monthly, numbers(&MonthValidation::rmse),
              described("unit of the variable", "leave-one-out root mean square error"));
  group.array("msdr", monthly, numbers(&MonthValidation::msdr),
              described("1", "mean of squared error over kriging variance"));
  group.array("stations", monthly,
              by_month<std::int64_t>(result,
                                     [](const auto& year, std::size_t variable, std::size_t month) {
                                       return year.findings.validation[variable][month].stations;
                                     }),
              described("1", "stations with a value"));
}

/// Values that the other stations contradict.
void write_flags(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<std::string> station, variable;
  std::vector<std::int32_t> year, month;
  std::vector<double> value, estimate, errors;
  for (std::size_t i = 0; i < result.weather.size(); ++i)
    for (const auto& flag : result.weather[i].findings.flags) {
      station.push_back(run.catalogue.stations[i].ids[static_cast<std::size_t>(flag.station)]);
      variable.emplace_back(io::name_of(flag.variable));
      year.push_back(run.catalogue.stations[i].year);
      month.push_back(flag.month);
      value.push_back(flag.value);
      estimate.push_back(flag.estimate);
      errors.push_back(flag.standard_errors);
    }
  group.dimension("flag", static_cast<std::int64_t>(station.size()));
  group.array("flag_station", {"flag"}, station,
              {io::attribute("long_name", "station whose value the other stations contradict")});
  group.array("flag_variable", {"flag"}, variable, {io::attribute("long_name", "variable")});
  group.array("flag_year", {"flag"}, year, described("1", "year"));
  group.array("flag_month", {"flag"}, month, described("1", "month"));
  group.array("flag_value", {"flag"}, value, described("unit of the variable", "value of the station"));
  group.array("flag_estimate", {"flag"}, estimate,
              described("unit of the variable", "estimate from the other stations"));
  group.array("flag_standard_errors", {"flag"}, errors,
              described("1", "distance of value and estimate in standard errors"));
}

void write_lattice(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  if (!run.catalogue.science.weather.uses_lattice()) return;
  group.array(
      "lattice_error", monthly,
      by_month<double>(result, [](const auto& year, std::size_t variable,
                                  std::size_t month) { return year.lattice.largest[variable][month]; }),
      described("unit of the variable",
                "largest difference between the lattice and exact kriging at the check points"));
  std::vector<std::int64_t> points;
  for (const auto& year : result.weather) points.push_back(year.lattice.points);
  group.array("check_points", {"year"}, points, described("1", "pixels compared"));
}

/// What the kriged fields look like, at few pixels.
void write_fields(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto& first = result.weather.front().fields;
  const auto count = first.rows.size() * first.cols.size();
  std::vector<float> values;
  bool any = false;
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (const auto& year : result.weather)
      for (const auto& month : year.fields.values[variable]) {
        any = any || !month.empty();
        if (month.empty())
          values.insert(values.end(), count, std::numeric_limits<float>::quiet_NaN());
        else
          values.insert(values.end(), month.begin(), month.end());
      }
  if (!any) return;
  const auto& grid = run.catalogue.grid.grid;
  const std::string unit = grid.geographic() ? "degree" : "m";
  std::vector<double> x, y;
  for (const auto row : first.rows) y.push_back(grid.y(row));
  for (const auto col : first.cols) x.push_back(grid.x(col));
  group.dimension("field_y", y, described(unit, "y of a pixel's centre in the study grid"));
  group.dimension("field_x", x, described(unit, "x of a pixel's centre in the study grid"));
  group.array(
      "field", {"variable", "year", "month", "field_y", "field_x"}, values,
      described("unit of the variable",
                "kriged value, at pixels spread evenly over the study grid; of a variable that follows the "
                "elevation there is none"));
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
  write_directional(result, group);
  write_validation(result, group);
  write_flags(run, result, group);
  write_lattice(run, result, group);
  write_fields(run, result, group);
}

}  // namespace minenpp::survey
