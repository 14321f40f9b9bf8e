#include "survey/catalogue/gridded_sample.h"

#include <cmath>

#include "survey/catalogue/gridded_inputs.h"
#include "survey/weather/gridded_weather.h"

namespace minenpp::survey {

GriddedSample::GriddedSample(const Settings& settings, const Catalogue& catalogue)
    : settings_(settings), catalogue_(catalogue), rasters_(catalogue.grid) {}

double GriddedSample::mean(WeatherVariable variable, const GriddedBand& band, int month,
                           const model::Window& window) {
  std::vector<double> sample(static_cast<std::size_t>(window.size()));
  std::vector<std::uint8_t> inside;
  rasters_.read(gridded_raster(settings_, variable, band), window, sample);
  catalogue_.area.mask(window, inside);
  const auto unit = gridded_unit(settings_, variable);
  double sum = 0;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double value = usable_weather(variable, unit.convert(sample[i], band.year, month));
    if (inside[i] == 0 || std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return count == 0 ? model::no_data : sum / static_cast<double>(count);
}

double GriddedSample::latitude_of_centre(const model::Window& window) const {
  double col = static_cast<double>(window.col) + static_cast<double>(window.cols) / 2;
  double row = static_cast<double>(window.row) + static_cast<double>(window.rows) / 2;
  io::to_lonlat(catalogue_.grid, {&col, 1}, {&row, 1});
  return row;
}

}  // namespace minenpp::survey
