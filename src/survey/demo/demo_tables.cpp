#include "survey/demo/demo_tables.h"

#include <fmt/format.h>

#include "survey/demo/station_weather.h"

namespace minenpp::survey {

std::string station_table(const io::StudyGrid& study) {
  std::vector<double> lon, lat;
  for (const DemoStation& station : demo_stations()) {
    lon.push_back(station.across * static_cast<double>(study.grid.cols()));
    lat.push_back(station.down * static_cast<double>(study.grid.rows()));
  }
  io::to_lonlat(study, lon, lat);
  std::string table = "id,lon,lat,elevation,year,month,temperature,precipitation,radiation\n";
  for (int station = 0; station < station_count; ++station) {
    const auto s = static_cast<std::size_t>(station);
    const DemoStation& place = demo_stations()[s];
    for (int year = 0; year < demo_year_count; ++year) {
      for (int month = 1; month <= 12; ++month) {
        const MonthlyWeather weather = station_weather(station, year, month);
        table += fmt::format("{},{:.6f},{:.6f},{:.0f},{},{},{:.1f},{:.1f},{:.1f}\n", place.id, lon[s], lat[s],
                             place.elevation_m, demo_years[year], month, weather.temperature_c,
                             weather.precipitation_mm, weather.radiation_mj_m2);
      }
    }
  }
  return table;
}

std::string sample_table(const io::StudyGrid& study, const std::vector<FieldSample>& samples) {
  std::vector<double> lon, lat;
  for (const FieldSample& sample : samples) {
    lon.push_back(static_cast<double>(sample.col) + 0.5);
    lat.push_back(static_cast<double>(sample.row) + 0.5);
  }
  io::to_lonlat(study, lon, lat);
  std::string table = "id,lon,lat,year,month,npp_gC_m2_month\n";
  for (std::size_t i = 0; i < samples.size(); ++i) {
    table += fmt::format("{},{:.6f},{:.6f},{},{},{:.2f}\n", i + 1, lon[i], lat[i], demo_years[sample_year],
                         demo_image_month, samples[i].measured_npp);
  }
  return table;
}

}  // namespace minenpp::survey
