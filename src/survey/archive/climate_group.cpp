#include <array>

#include <fmt/format.h>

#include "model/stats/correlation.h"
#include "model/stats/restrend.h"
#include "survey/archive/archive_groups.h"

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

/// Columns of one zone, the annual sum last: what each array holds of them.
struct Columns {
  std::vector<double> monthly, annual;
  void add(const TallyColumns& columns, std::size_t column, double value) {
    (column < columns.months.size() ? monthly : annual).push_back(value);
  }
};

void write(io::ArchiveGroup& group, const std::string& name, std::vector<std::string> dimensions,
           const std::string& unit, const std::string& long_name, const Columns& values) {
  auto with_month = dimensions;
  with_month.insert(with_month.begin() + 1, "month");
  group.array(name, with_month, values.monthly, described(unit, long_name));
  if (!values.annual.empty())
    group.array("annual_" + name, dimensions, values.annual, described(unit, long_name + ", of the year"));
}

}  // namespace

void write_climate_group(const SurveyRun& run, const SurveyResult& result, io::ArchiveGroup& group) {
  const auto zones = run.catalogue.zones.size(), columns = result.columns.count();
  std::vector<std::string> variables;
  for (const auto variable : weather_variables) variables.push_back(io::name_of(variable));
  add_zones(run, group);
  add_years(run, group);
  add_months(run, group);
  group.dimension("weather_variable", variables, {io::attribute("long_name", "weather variable")});

  Columns weather, r, p, partial_r, partial_p, slope, slope_p, r2;
  for (std::size_t zone = 0; zone < zones; ++zone)
    for (std::size_t column = 0; column < columns; ++column) {
      const auto series = series_of(run, result, zone, column);
      for (std::size_t variable = 0; variable < 3; ++variable) {
        const auto plain = model::correlation(series.npp, series.weather[variable]);
        const auto held = partial(series, variable);
        r.add(result.columns, column, plain.r);
        p.add(result.columns, column, plain.p);
        partial_r.add(result.columns, column, held.r);
        partial_p.add(result.columns, column, held.p);
      }
      for (std::size_t year = 0; year < series.years.size(); ++year)
        for (std::size_t variable = 0; variable < 3; ++variable)
          weather.add(result.columns, column, series.weather[variable][year]);
      const auto residual = model::restrend(series.years, series.npp, series.weather[0], series.weather[1]);
      slope.add(result.columns, column, residual.value ? residual.value->trend.slope : model::no_data);
      slope_p.add(result.columns, column, residual.value ? residual.value->trend.p : model::no_data);
      r2.add(result.columns, column, residual.value ? residual.value->r2 : model::no_data);
    }
  write(group, "weather", {"zone", "year", "weather_variable"}, "degC, mm, MJ m-2",
        "weather of the zone: mean of pixels sampled every weather.uncertainty-step", weather);
  write(group, "correlation", {"zone", "weather_variable"}, "1", "correlation of mean NPP with the weather",
        r);
  write(group, "correlation_p", {"zone", "weather_variable"}, "1", "two-sided p of correlation", p);
  write(group, "partial_correlation", {"zone", "weather_variable"}, "1",
        "correlation with the other two variables held", partial_r);
  write(group, "partial_correlation_p", {"zone", "weather_variable"}, "1",
        "two-sided p of partial_correlation", partial_p);
  if (result.tables.size() < static_cast<std::size_t>(model::restrend_min_years)) return;
  write(group, "restrend_slope", {"zone"}, "g m-2 month-1 year-1",
        "trend of NPP that temperature and precipitation do not explain", slope);
  write(group, "restrend_p", {"zone"}, "1", "two-sided p of restrend_slope", slope_p);
  write(group, "restrend_r2", {"zone"}, "1", "share of the variance of NPP that climate explains", r2);
}

}  // namespace minenpp::survey
