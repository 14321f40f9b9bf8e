#pragma once

#include <array>
#include <vector>

#include "model/climate/batch_map.h"
#include "model/geostat/anisotropy.h"
#include "model/geostat/kriging_kernel.h"
#include "model/geostat/trend_surface.h"
#include "survey/weather/kernel_cache.h"
#include "survey/weather/weather_plan.h"

namespace minenpp::survey {

/// Weather of twelve months at 64 places; NaN in months without data.
struct WeatherBatch {
  std::array<model::MonthlyBatch, 3> of_variable{model::missing_months(), model::missing_months(),
                                                 model::missing_months()};

  [[nodiscard]] const model::MonthlyBatch& of(WeatherVariable variable) const {
    return of_variable[static_cast<std::size_t>(variable)];
  }
  void clear() {
    for (auto& months : of_variable) months = model::missing_months();
  }
};

/// One kriged field: a variable in a month.
struct WeatherTarget {
  WeatherVariable variable{};
  int month = 0;
  std::size_t part = 0;  ///< fields of one part share their weights, so also the variance of the shape
  double sill = 0;       ///< kriging variance = sill x variance of the shape
  bool drifts = false;   ///< does the estimate depend on the elevation at the place?

  [[nodiscard]] model::Batch& in(WeatherBatch& weather) const {
    return weather.of_variable[static_cast<std::size_t>(variable)][static_cast<std::size_t>(month - 1)];
  }
  /// Estimates below are raised to it: no rain and no radiation is negative.
  [[nodiscard]] double lowest() const;
};

/// One year's stations spread over the plane by kriging (science, section 5): a kernel for each set of
/// stations, variogram shape and drift, shared by all fields that use it.
class WeatherSurfaces {
 public:
  /// `cache` outlives this and is shared by all years. `stations` are placed as LatticeCells wants them:
  /// stretched where rules.anisotropy stretches; the places asked for are not.
  WeatherSurfaces(const StationYear& stations, const WeatherRules& rules, const WeatherPlan& plan,
                  KernelCache& cache);

  /// Memory of one caller.
  struct Workspace {
    std::vector<model::KrigingKernel::Workspace> of_part;
    std::vector<model::Batch> estimates, values;
    std::vector<double> jumps;
    model::BatchPositions stretched;
  };

  [[nodiscard]] const std::vector<WeatherTarget>& targets() const { return targets_; }
  [[nodiscard]] std::size_t parts() const { return parts_.size(); }
  /// Does the part depend on the elevation at the place?
  [[nodiscard]] bool part_drifts(std::size_t part) const { return parts_[part].drifts; }
  /// Does any target depend on the elevation?
  [[nodiscard]] bool drifts() const;

  /// Weather at 64 places; precipitation and radiation are raised to 0.
  void evaluate(const model::BatchPositions& at, WeatherBatch& weather, Workspace& workspace) const;

  /// The kriged value of every target, as it is. `out`: one batch a target.
  void estimate(const model::BatchPositions& at, std::span<model::Batch> out, Workspace& workspace) const;

  /// The same for the targets that drift; the others' batches are left alone.
  void estimate_drifting(const model::BatchPositions& at, std::span<model::Batch> out,
                         Workspace& workspace) const;

  /// The kriging variance of every target, in the squared unit of its variable, at 64 places; NaN elsewhere
  /// and where shape_variance() is.
  void variance(const model::BatchPositions& at, WeatherBatch& variance, Workspace& workspace) const;

  /// The kriging variance of each part, divided by the sill. NaN where kriging gives none (a single station,
  /// inverse distances) or no estimate. `out`: one batch a part.
  void shape_variance(const model::BatchPositions& at, std::span<model::Batch> out,
                      Workspace& workspace) const;

  /// How far each target can jump within `reach_m` of a place (KrigingKernel::jumps), at `drift_m` there.
  /// `at`: not stretched, as is the reach. `out`: one a target.
  void jumps(const model::Position& at, double drift_m, double reach_m, std::span<double> out,
             Workspace& workspace) const;
  /// Is any target kriged from the nearest stations alone, so that it can jump?
  [[nodiscard]] bool can_jump() const;

 private:
  /// Everything that one kernel evaluates.
  struct Part {
    std::size_t kernel;
    bool drifts;
    std::vector<model::KrigedField> fields;
    std::vector<model::TrendSurface> trends;  ///< one a field; none without detrending
    std::vector<std::size_t> targets;
  };
  void add(const StationYear& stations, const WeatherRules& rules, WeatherVariable variable, int month,
           const FieldPlan& plan);
  std::size_t part_for(std::size_t kernel, bool drifts);
  void estimate_part(const Part& part, const model::BatchPositions& at, std::span<model::Batch> out,
                     model::KrigingKernel::Workspace& workspace, std::vector<model::Batch>& estimates) const;

  const model::BatchPositions& stretched(const model::BatchPositions& at, Workspace& workspace) const;

  KernelCache* cache_;
  model::Anisotropy anisotropy_;
  std::vector<Part> parts_;
  std::vector<WeatherTarget> targets_;
};

}  // namespace minenpp::survey
