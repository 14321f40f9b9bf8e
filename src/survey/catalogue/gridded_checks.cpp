#include <cmath>
#include <memory>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "model/climate/calendar.h"
#include "survey/catalogue/gridded_inputs.h"
#include "survey/catalogue/pixel_check.h"
#include "survey/weather/gridded_counts.h"
#include "survey/weather/gridded_weather.h"

namespace minenpp::survey {

namespace {

void check_band(const Settings& settings, const Catalogue& catalogue, WeatherVariable variable, int month,
                const GriddedBand& band, WeatherRasters& rasters) {
  const auto raster = gridded_raster(settings, variable, band);
  const auto unit = gridded_unit(settings, variable);
  std::int64_t values = 0, outside = 0;
  for (const auto& window : sample_windows(catalogue.grid.grid)) {
    std::vector<double> sample(static_cast<std::size_t>(window.size()));
    std::vector<std::uint8_t> inside;
    rasters.read(raster, window, sample);
    catalogue.area.mask(window, inside);
    for (std::size_t i = 0; i < sample.size(); ++i) {
      if (inside[i] == 0 || std::isnan(sample[i])) continue;
      ++values;
      outside += std::isnan(usable_weather(variable, unit.convert(sample[i], band.year, month))) ? 1 : 0;
    }
  }
  if (2 * outside > values) throw wrong_unit(settings, variable, outside, values).within(band.raster);
}

}  // namespace

std::vector<GriddedCheck> gridded_checks(const Settings& settings, const Catalogue& catalogue) {
  std::vector<GriddedCheck> checks;
  std::set<std::tuple<WeatherVariable, std::string, int>> seen;
  std::set<WeatherVariable> variables;
  const auto rasters = std::make_shared<WeatherRasters>(catalogue.grid);
  for (std::size_t i = 0; i < catalogue.gridded.size(); ++i)
    for (const auto variable : weather_variables)
      for (int month = 1; month <= model::months_per_year; ++month) {
        const auto& band = catalogue.gridded[i].of(variable)[static_cast<std::size_t>(month - 1)];
        if (!band || !seen.emplace(variable, band->raster, band->band).second) continue;
        const auto name =
            fmt::format("gridded {} of {}-{:02}", io::name_of(variable), catalogue.years[i].year, month);
        const auto look = [&settings, &catalogue, &band, rasters, name, variable,
                           month](ProblemList& problems) {
          problems.attempt(name, [&] { check_band(settings, catalogue, variable, month, *band, *rasters); });
        };
        checks.push_back({look, variables.insert(variable).second});
      }
  return checks;
}

}  // namespace minenpp::survey
