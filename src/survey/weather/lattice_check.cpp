#include "survey/weather/lattice_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "mpi/collective_error.h"
#include "survey/run/stop_request.h"

namespace minenpp::survey {

namespace {

constexpr double per_unit = 1e9;  // errors travel between ranks as whole numbers
constexpr std::int64_t nothing = -1, infinite = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t seed = 20220705;
constexpr std::int64_t most_draws_per_point = 50;

/// In [0, 1), the same with every standard library, unlike its distributions.
double uniform(std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53;
}

std::int64_t below(std::mt19937_64& random, std::int64_t count) {
  return std::min(count - 1, static_cast<std::int64_t>(uniform(random) * static_cast<double>(count)));
}

std::int64_t error_between(double interpolated, double exact) {
  if (std::isnan(interpolated) && std::isnan(exact)) return nothing;
  const double error = std::abs(interpolated - exact) * per_unit;
  return error < static_cast<double>(infinite) ? std::llround(error) : infinite;
}

double error_from(std::int64_t sent) {
  if (sent == nothing) return model::no_data;
  return sent == infinite ? std::numeric_limits<double>::infinity() : static_cast<double>(sent) / per_unit;
}

std::size_t slot_of(const WeatherTarget& target) {
  return static_cast<std::size_t>(target.variable) * 12 + static_cast<std::size_t>(target.month - 1);
}

}  // namespace

std::vector<std::pair<std::int64_t, std::int64_t>> check_pixels_of(const Catalogue& catalogue,
                                                                   std::int64_t wanted) {
  std::vector<std::pair<std::int64_t, std::int64_t>> pixels;
  const auto& grid = catalogue.grid.grid;
  std::mt19937_64 random(seed);
  for (std::int64_t i = 0; i < wanted * most_draws_per_point; ++i) {
    if (static_cast<std::int64_t>(pixels.size()) == wanted) break;
    const auto row = below(random, grid.rows()), col = below(random, grid.cols());
    if (catalogue.area.count({row, col, 1, 1}) > 0) pixels.emplace_back(row, col);
  }
  return pixels;
}

LatticeErrors measure_lattice(const SurveyRun& run, const SurveyWeather& weather, std::size_t year) {
  const auto& rules = run.catalogue.science.weather;
  std::vector<std::int64_t> largest(36, nothing);
  std::int64_t points = 0;
  mpi::agree(run.ranks, [&] {
    if (!rules.uses_lattice() || weather.surfaces(year).targets().empty()) return;
    const auto& targets = weather.surfaces(year).targets();
    const auto lattice = weather.lattice(year);
    std::mt19937_64 random(seed + 1);
    for (const auto& [row, col] : check_pixels_of(run.catalogue, rules.check_points)) {
      const double share = uniform(random);
      if (run.partition.owner(run.catalogue.tiles.tile_of(row, col)) != run.ranks.rank()) continue;
      throw_if_stop_requested();
      LatticeWeather::Comparison found;
      lattice->compare(row, col, share, found);
      ++points;
      for (std::size_t t = 0; t < targets.size(); ++t) {
        auto& most = largest[slot_of(targets[t])];
        most = std::max(most, error_between(found.interpolated[t], found.exact[t]));
      }
    }
  });
  run.ranks.all_reduce(largest, mpi::Reduction::max);
  LatticeErrors errors;
  errors.points = run.ranks.all_reduce(points, mpi::Reduction::sum);
  for (std::size_t variable = 0; variable < 3; ++variable)
    for (std::size_t month = 0; month < 12; ++month)
      errors.largest[variable][month] = error_from(largest[variable * 12 + month]);
  return errors;
}

}  // namespace minenpp::survey
