#include "survey/run/weather_summary.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "io/results/archive_reader.h"

namespace minenpp::survey {

namespace {

/// The group /weather, its arrays by variable, year and month.
class WeatherGroup {
 public:
  explicit WeatherGroup(const std::filesystem::path& file)
      : archive_(file),
        variables(archive_.read<std::string>("/weather/variable")),
        units(archive_.read<std::string>("/weather/unit")),
        years(archive_.read<std::int32_t>("/weather/year")),
        stations(archive_.read<std::int64_t>("/weather/stations")),
        models(archive_.read<std::string>("/weather/variogram_model")),
        reasons(archive_.read<std::string>("/weather/not_fitted_because")),
        nugget(numbers("nugget")),
        partial_sill(numbers("partial_sill")),
        range(numbers("range")),
        mean_error(numbers("mean_error")),
        rmse(numbers("rmse")),
        msdr(numbers("msdr")),
        flags(archive_.read<std::string>("/weather/flag_station").size()) {
    if (archive_.has("/weather/lattice_error")) lattice_error = numbers("lattice_error");
  }

  [[nodiscard]] std::size_t at(std::size_t variable, std::size_t year, std::size_t month) const {
    return (variable * years.size() + year) * 12 + month;
  }

 private:
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    return archive_.read<double>("/weather/" + name);
  }
  io::ArchiveReader archive_;

 public:
  std::vector<std::string> variables, units;
  std::vector<std::int32_t> years;
  std::vector<std::int64_t> stations;
  std::vector<std::string> models, reasons;
  std::vector<double> nugget, partial_sill, range, mean_error, rmse, msdr, lattice_error;
  std::size_t flags;
};

/// "0.31 to 1.20", or one number; empty without any.
struct Extent {
  double low = INFINITY, high = -INFINITY;
  void add(double value) {
    if (std::isnan(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool any() const { return high >= low; }
  [[nodiscard]] std::string text() const {
    if (!any()) return "-";
    const auto first = fmt::format("{:.3g}", low), last = fmt::format("{:.3g}", high);
    return first == last ? first : first + " to " + last;
  }
};

std::string line_of(const WeatherGroup& weather, std::size_t variable) {
  Extent stations, rmse, lattice;
  for (std::size_t year = 0; year < weather.years.size(); ++year)
    for (std::size_t month = 0; month < 12; ++month) {
      const auto at = weather.at(variable, year, month);
      if (weather.stations[at] == 0) continue;
      stations.add(static_cast<double>(weather.stations[at]));
      rmse.add(weather.rmse[at]);
      if (!weather.lattice_error.empty()) lattice.add(weather.lattice_error[at]);
    }
  if (!stations.any()) return {};
  auto text = fmt::format("  {:<14} {} stations, leave-one-out RMSE {} {}", weather.variables[variable],
                          stations.text(), rmse.text(), weather.units[variable]);
  if (lattice.any()) text += fmt::format(", lattice within {:.2g}", lattice.high);
  return text + "\n";
}

}  // namespace

std::string weather_lines(const std::filesystem::path& archive) {
  const WeatherGroup weather(archive);
  std::string text;
  for (std::size_t variable = 0; variable < weather.variables.size(); ++variable)
    text += line_of(weather, variable);
  if (text.empty()) return {};
  if (weather.flags > 0)
    text += fmt::format("  {} station value{} contradicted by the other stations (group weather, flag_*)\n",
                        weather.flags, weather.flags == 1 ? " is" : "s are");
  return "\nWeather kriged from stations\n" + text;
}

std::string weather_tables(const std::filesystem::path& archive) {
  const WeatherGroup weather(archive);
  std::string text;
  for (std::size_t variable = 0; variable < weather.variables.size(); ++variable)
    for (std::size_t year = 0; year < weather.years.size(); ++year) {
      const auto first = weather.at(variable, year, 0);
      if (std::all_of(weather.stations.begin() + static_cast<std::ptrdiff_t>(first),
                      weather.stations.begin() + static_cast<std::ptrdiff_t>(first + 12),
                      [](std::int64_t count) { return count == 0; }))
        continue;
      text += fmt::format(
          "\n{} of {}, {}\n  month stations  variogram        nugget  partial sill  range, km"
          "   mean error       RMSE       MSDR",
          weather.variables[variable], weather.years[year], weather.units[variable]);
      text += weather.lattice_error.empty() ? "\n" : "   lattice within\n";
      for (std::size_t month = 0; month < 12; ++month) {
        const auto at = weather.at(variable, year, month);
        if (weather.stations[at] == 0) continue;
        text += fmt::format(
            "  {:>5} {:>8}  {:<12} {:>10.4g}  {:>12.4g} {:>10.4g} {:>12.3g} {:>10.4g} {:>10.4g}", month + 1,
            weather.stations[at], weather.models[at], weather.nugget[at], weather.partial_sill[at],
            weather.range[at] / 1000, weather.mean_error[at], weather.rmse[at], weather.msdr[at]);
        text += weather.lattice_error.empty() ? "\n" : fmt::format("   {:.3g}\n", weather.lattice_error[at]);
      }
      if (!weather.reasons[first].empty()) text += fmt::format("  not fitted: {}\n", weather.reasons[first]);
    }
  return text + weather_lines(archive);
}

}  // namespace minenpp::survey
