#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/geostat/lattice.h"
#include "survey/weather/lattice_cells.h"
#include "survey/weather/weather_surfaces.h"

namespace minenpp::survey {

/// Values of lattices, by field; shared by the lattices of several years that are used in turn.
struct LatticeMemory {
  std::vector<std::vector<double>> values, variances;
};

/// Kriged weather of one year over the grid: exact at the nodes of a lattice, interpolated between
/// (model/geostat/lattice.h). In cells that hold a station, or the edge of the search radius, every pixel is
/// exact. What is interpolated is the estimate before it is raised to 0, whose edges would cost nodes; where
/// a variable follows the elevation the lattice holds the estimate at a low and a high elevation, between
/// which kriging with an external drift is linear; of its variance, which is quadratic, at three.
class LatticeWeather {
 public:
  /// `surfaces` and `stations` outlive this. `with_variance`: whether variances are wanted.
  LatticeWeather(const model::Grid& grid, const StationYear& stations, const WeatherPlan& plan,
                 const WeatherSurfaces& surfaces, const WeatherRules& rules, bool with_variance,
                 std::shared_ptr<LatticeMemory> memory);
  LatticeWeather(const LatticeWeather&) = delete;
  LatticeWeather& operator=(const LatticeWeather&) = delete;

  /// Computes the weather of a window of the grid.
  void fill(const model::Window& window);

  /// The same in two steps: kriges for a window, and then interpolates in parts of it.
  void krige(const model::Window& window);
  void interpolate(const model::Window& part);
  /// Gives back the memory of what was kriged.
  void forget();

  /// Kriged weather at `pixels`, counted row by row in the window that was last filled; NaN in months without
  /// data: `weather` is new or was put here before. Lanes beyond the pixels are NaN. `elevation_m`: one a
  /// pixel of that window; read only where a variable drifts.
  void put(std::span<const std::size_t> pixels, std::span<const double> elevation_m,
           WeatherBatch& weather) const;

  /// The kriging variance of every target, in the squared unit of its variable, as put(); NaN where kriging
  /// gives none.
  void put_variance(std::span<const std::size_t> pixels, std::span<const double> elevation_m,
                    WeatherBatch& variance) const;

  /// Interpolated and exact value of every target at one pixel, at `share` (0..1) of the way from the low to
  /// the high elevation. Not between fill() and put().
  struct Comparison {
    std::vector<double> interpolated, exact;
  };
  void compare(std::int64_t row, std::int64_t col, double share, Comparison& out);

  [[nodiscard]] const model::LatticeWork& work() const { return lattice_.work(); }

 private:
  void estimate(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                std::span<model::Batch> fields);
  [[nodiscard]] bool must_divide(const model::Window& cell);
  void variance(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                std::span<model::Batch> fields);
  [[nodiscard]] double shape_variance(std::size_t part, std::size_t pixel,
                                      std::span<const double> elevation_m) const;

  LatticeCells cells_;
  const WeatherSurfaces* surfaces_;
  double low_m_, high_m_;               // elevations at which drifting targets are kriged
  std::vector<std::size_t> second_of_;  // target -> its field at the high elevation; 0: it does not drift
  // Part -> its variance halfway between these elevations, the next field being that at the high one; 0: it
  // does not drift.
  std::vector<std::size_t> halfway_of_;
  WeatherSurfaces::Workspace workspace_;
  std::vector<model::Batch> at_high_, at_elevation_;
  std::vector<double> largest_jump_;  // one a target; empty where nothing can jump
  std::vector<double> tolerance_;     // one a target
  model::Lattice lattice_;
  std::unique_ptr<model::Lattice> variance_lattice_;
  std::shared_ptr<LatticeMemory> memory_;
};

}  // namespace minenpp::survey
