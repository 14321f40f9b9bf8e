#pragma once

#include <array>
#include <vector>

#include "model/climate/batch_map.h"
#include "model/geostat/kriging_kernel.h"
#include "model/geostat/variogram_fit.h"
#include "survey/weather/kernel_cache.h"
#include "survey/weather/station_year.h"

namespace minenpp::survey {

/// Weather of twelve months at 64 places; NaN in months without data.
struct WeatherBatch {
  std::array<model::MonthlyBatch, 3> of_variable;

  [[nodiscard]] const model::MonthlyBatch& of(WeatherVariable variable) const {
    return of_variable[static_cast<std::size_t>(variable)];
  }
};

/// One year's stations spread over the plane by ordinary kriging (science, section 5): a variogram a
/// variable, pooled over the months; a kernel for each set of stations and variogram shape, shared by all
/// that use it.
class WeatherSurfaces {
 public:
  /// `cache` outlives this and is shared by all years. Months of radiation outside `radiation_months` are
  /// left out.
  WeatherSurfaces(const StationYear& stations, const model::VariogramFitOptions& fit,
                  const model::MonthMask& radiation_months, KernelCache& cache);

  /// Memory of one caller.
  struct Workspace {
    std::vector<model::KrigingKernel::Workspace> of_part;
    std::vector<model::Batch> estimates;
  };

  /// Weather at 64 places. Precipitation and radiation are raised to 0.
  void evaluate(const model::BatchPositions& at, WeatherBatch& weather, Workspace& workspace) const;

  /// The variogram of each variable, fitted or by default, with the points it was fitted to.
  [[nodiscard]] const std::array<model::FittedVariogram, 3>& variograms() const { return variograms_; }

 private:
  struct Target {
    WeatherVariable variable;
    int month;
  };
  /// Everything that one kernel evaluates.
  struct Part {
    std::size_t kernel;
    std::vector<model::KrigedField> fields;
    std::vector<Target> targets;
  };
  void add_variable(const StationYear& stations, WeatherVariable variable,
                    const model::VariogramFitOptions& fit, const model::MonthMask& months);
  Part& part_for(std::size_t kernel);

  KernelCache* cache_;
  std::array<model::FittedVariogram, 3> variograms_;
  std::vector<Part> parts_;
};

}  // namespace minenpp::survey
