#include <array>
#include <cmath>
#include <functional>

#include "model/stats/correlation.h"
#include "model/stats/restrend.h"
#include "survey/archive/column_writer.h"

namespace minenpp::survey {

namespace {

/// NPP and weather of one zone in one column, year by year.
struct Series {
  std::vector<double> years, npp;
  std::array<std::vector<double>, 3> weather;
};

Series series_of(const SurveyRun& run, const SurveyResult& result, std::size_t zone, std::size_t column) {
  Series series;
  for (std::size_t year = 0; year < result.tables.size(); ++year) {
    series.years.push_back(run.catalogue.years[year].year);
    series.npp.push_back(result.tables[year].zones.at(zone, column).mean());
    for (std::size_t variable = 0; variable < 3; ++variable) {
      const auto& tally = result.tables[year].zone_effects.at(zone, column, variable);
      series.weather[variable].push_back(tally.weather.mean(tally.weather_count));
    }
  }
  return series;
}

/// The correlation of NPP with one variable, the other two held (science, section 6.10).
model::Correlation partial(const Series& series, std::size_t variable) {
  const std::array<std::span<const double>, 2> others{series.weather[(variable + 1) % 3],
                                                      series.weather[(variable + 2) % 3]};
  return model::partial_correlation(series.npp, series.weather[variable], others);
}

/// r, which says nothing where so few years fix it that there is no test of it.
double tested(const model::Correlation& found) {
  return std::isnan(found.p) ? model::no_data : found.r;
}

}  // namespace

void write_climate_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  std::vector<std::string> variables;
  for (const auto variable : weather_variables) variables.push_back(io::name_of(variable));
  add_zones(run, group);
  add_years(run, group);
  add_months(run, group);
  group.dimension("weather_variable", variables, {io::attribute("long_name", "weather variable")});

  std::vector<std::vector<Series>> series(result.columns.count());  // by column and zone
  for (std::size_t column = 0; column < series.size(); ++column)
    for (std::size_t zone = 0; zone < run.catalogue.zones.size(); ++zone)
      series[column].push_back(series_of(run, result, zone, column));
  ColumnWriter writer(result, group);
  writer.write<double>("weather", {"zone", "weather_variable", "year"}, "degC, mm, MJ m-2",
                       "degC, mm, MJ m-2",
                       "weather of the zone: mean of pixels sampled every weather.uncertainty-step",
                       [&](std::size_t column, std::vector<double>& out) {
                         for (const auto& zone : series[column])
                           for (const auto& variable : zone.weather)
                             out.insert(out.end(), variable.begin(), variable.end());
                       });
  const auto by_variable = [&](const std::string& name, const std::string& long_name,
                               const std::function<double(const Series&, std::size_t)>& value) {
    writer.write<double>(name, {"zone", "weather_variable"}, "1", "1", long_name,
                         [&](std::size_t column, std::vector<double>& out) {
                           for (const auto& zone : series[column])
                             for (std::size_t variable = 0; variable < 3; ++variable)
                               out.push_back(value(zone, variable));
                         });
  };
  by_variable("correlation", "correlation of mean NPP with the weather",
              [](const Series& s, std::size_t v) { return tested(model::correlation(s.npp, s.weather[v])); });
  by_variable("correlation_p", "two-sided p of correlation",
              [](const Series& s, std::size_t v) { return model::correlation(s.npp, s.weather[v]).p; });
  by_variable("partial_correlation", "correlation with the other two variables held",
              [](const Series& s, std::size_t v) { return tested(partial(s, v)); });
  by_variable("partial_correlation_p", "two-sided p of partial_correlation",
              [](const Series& s, std::size_t v) { return partial(s, v).p; });
  if (result.tables.size() < static_cast<std::size_t>(model::restrend_min_years)) return;
  const auto residual = [&](const std::string& name, const std::string& month, const std::string& year,
                            const std::string& long_name, double (*value)(const model::Restrend&)) {
    writer.write<double>(
        name, {"zone"}, month, year, long_name, [&, value](std::size_t column, std::vector<double>& out) {
          for (const auto& zone : series[column]) {
            const auto found = model::restrend(zone.years, zone.npp, zone.weather[0], zone.weather[1]);
            out.push_back(found.value ? value(*found.value) : model::no_data);
          }
        });
  };
  residual("restrend_slope", "g m-2 month-1 year-1", "g m-2 year-1 year-1",
           "trend of NPP that temperature and precipitation do not explain",
           [](const model::Restrend& r) { return r.trend.slope; });
  residual("restrend_p", "1", "1", "two-sided p of restrend_slope",
           [](const model::Restrend& r) { return r.trend.p; });
  residual("restrend_r2", "1", "1", "share of the variance of NPP that climate explains",
           [](const model::Restrend& r) { return r.r2; });
}

}  // namespace minenpp::survey
