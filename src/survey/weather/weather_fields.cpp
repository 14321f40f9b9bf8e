#include "survey/weather/weather_fields.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "model/geostat/grid_geometry.h"
#include "mpi/collective_error.h"
#include "mpi/packed_integers.h"
#include "mpi/root_tables.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

constexpr std::int64_t most_per_side = 32;
constexpr std::int64_t nobodys = 0;

/// The bits of a value as an integer that is nobody's never.
std::int64_t told(float value) {
  constexpr std::int64_t mark = std::int64_t{1} << 32;
  return mark + std::bit_cast<std::uint32_t>(value);
}
float heard(std::int64_t told) {
  return told == nobodys ? std::numeric_limits<float>::quiet_NaN()
                         : std::bit_cast<float>(static_cast<std::uint32_t>(told));
}

/// A pixel of the fields that this rank kriges.
struct Place {
  std::size_t index;
  double x, y;
};

std::vector<Place> own_places(const SurveyRun& run, const WeatherFields& fields) {
  const auto& catalogue = run.catalogue;
  const auto& grid = catalogue.grid.grid;
  std::vector<Place> places;
  std::size_t index = 0;
  for (const auto row : fields.rows)
    for (const auto col : fields.cols) {
      const auto here = index++;
      if (catalogue.area.count({row, col, 1, 1}) == 0) continue;
      if (run.partition.owner(catalogue.tiles.tile_of(row, col)) != run.ranks.rank()) continue;
      places.push_back({here, grid.x(col), grid.y(row)});
    }
  return places;
}

/// Values of all variables and months at all places, nobody's elsewhere.
std::vector<std::int64_t> krige(const SurveyRun& run, const WeatherSurfaces& surfaces,
                                const WeatherFields& fields) {
  const auto places = own_places(run, fields);
  const auto count = fields.rows.size() * fields.cols.size();
  std::vector<std::int64_t> values(36 * count, nobodys);
  const auto geometry = model::geometry_of(run.catalogue.grid.grid);
  WeatherSurfaces::Workspace workspace;
  WeatherBatch weather;
  for (std::size_t first = 0; first < places.size(); first += static_cast<std::size_t>(model::batch_size)) {
    throw_if_stop_requested();
    const auto lanes = std::min<std::size_t>(model::batch_size, places.size() - first);
    model::Batch x = model::Batch::Constant(places[first].x), y = model::Batch::Constant(places[first].y);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      x[static_cast<Eigen::Index>(lane)] = places[first + lane].x;
      y[static_cast<Eigen::Index>(lane)] = places[first + lane].y;
    }
    weather.clear();
    surfaces.evaluate(model::positions_of(geometry, x, y), weather, workspace);
    for (std::size_t slot = 0; slot < 36; ++slot)
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const double value = weather.of_variable[slot / 12][slot % 12][static_cast<Eigen::Index>(lane)];
        // Adding zero makes one zero of two.
        if (!std::isnan(value))
          values[slot * count + places[first + lane].index] = told(static_cast<float>(value + 0.0));
      }
  }
  return values;
}

}  // namespace

std::vector<std::int64_t> spread_over(std::int64_t size) {
  const auto parts = std::min(size, most_per_side);
  std::vector<std::int64_t> middles;
  for (std::int64_t i = 0; i < parts; ++i) middles.push_back((2 * i + 1) * size / (2 * parts));
  return middles;
}

WeatherFields sample_fields(const SurveyRun& run, const SurveyWeather& weather, std::size_t year) {
  const auto& grid = run.catalogue.grid.grid;
  WeatherFields fields{spread_over(grid.rows()), spread_over(grid.cols()), {}};
  auto all = mpi::agree(run.ranks, [&] { return krige(run, weather.surfaces(year), fields); });
  const auto others = mpi::bring_to_root(run.ranks, [&] { return all; });
  mpi::agree(run.ranks, [&] {
    for (const auto& packed : others)
      for (mpi::PackedReader value(packed); value.next();) all.at(value.index()) = value.value();
  });
  const auto count = fields.rows.size() * fields.cols.size();
  for (std::size_t slot = 0; slot < 36; ++slot) {
    auto& values = fields.values[slot / 12][slot % 12];
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(slot * count);
    const auto end = first + static_cast<std::ptrdiff_t>(count);
    if (std::all_of(first, end, [](std::int64_t value) { return value == nobodys; })) continue;
    std::transform(first, end, std::back_inserter(values), heard);
  }
  return fields;
}

}  // namespace minenpp::survey
