#include "survey/weather/weather_surfaces.h"

#include <algorithm>
#include <limits>

namespace minenpp::survey {

double WeatherTarget::lowest() const {
  return variable == WeatherVariable::temperature ? -std::numeric_limits<double>::infinity() : 0.0;
}

WeatherSurfaces::WeatherSurfaces(const StationYear& stations, const WeatherRules& rules,
                                 const WeatherPlan& plan, KernelCache& cache)
    : cache_(&cache), anisotropy_(rules.anisotropy) {
  for (const auto variable : weather_variables)
    for (int month = 1; month <= 12; ++month)
      if (const auto& field = plan.of(variable, month); field.there)
        add(stations, rules, variable, month, field);
}

void WeatherSurfaces::add(const StationYear& stations, const WeatherRules& rules, WeatherVariable variable,
                          int month, const FieldPlan& plan) {
  const auto some = stations.with_value(variable, month);
  // A rank that holds only the stations near its tiles may hold none.
  if (some.empty()) return;
  const KernelBasis basis{chosen(stations.positions, some), plan.global,
                          drift_of(stations, rules, variable, some)};
  const auto kernel = cache_->kernel_for(basis, plan.variogram);
  const auto part = part_for(kernel, basis.drift.has_value());
  auto values = chosen(stations.of(variable, month), some);
  if (rules.detrend) {
    values = plan.trend.residuals(basis.stations, values);
    parts_[part].trends.push_back(plan.trend);
  }
  parts_[part].fields.push_back(cache_->kernel(kernel).field(values));
  parts_[part].targets.push_back(targets_.size());
  targets_.push_back({variable, month, part, plan.sill(), basis.drift.has_value()});
}

std::size_t WeatherSurfaces::part_for(std::size_t kernel, bool drifts) {
  const auto found = std::ranges::find(parts_, kernel, &Part::kernel);
  if (found == parts_.end()) {
    parts_.push_back({kernel, drifts, {}, {}, {}});
    return parts_.size() - 1;
  }
  return static_cast<std::size_t>(found - parts_.begin());
}

bool WeatherSurfaces::drifts() const {
  return std::ranges::any_of(parts_, &Part::drifts);
}

void WeatherSurfaces::estimate_part(const Part& part, const model::BatchPositions& at,
                                    std::span<model::Batch> out, model::KrigingKernel::Workspace& workspace,
                                    std::vector<model::Batch>& estimates) const {
  estimates.resize(part.fields.size());
  cache_->kernel(part.kernel).evaluate(at, part.fields, estimates, workspace);
  model::Batch trend;
  for (std::size_t f = 0; f < part.targets.size(); ++f) {
    if (!part.trends.empty()) {
      part.trends[f].at(at, trend);
      estimates[f] += trend;
    }
    out[part.targets[f]] = estimates[f];
  }
}

const model::BatchPositions& WeatherSurfaces::stretched(const model::BatchPositions& at,
                                                        Workspace& workspace) const {
  if (anisotropy_.ratio == 1) return at;
  workspace.stretched = anisotropy_.stretched(at);
  return workspace.stretched;
}

void WeatherSurfaces::estimate(const model::BatchPositions& at, std::span<model::Batch> out,
                               Workspace& workspace) const {
  workspace.of_part.resize(parts_.size());
  const auto& places = stretched(at, workspace);
  for (std::size_t p = 0; p < parts_.size(); ++p)
    estimate_part(parts_[p], places, out, workspace.of_part[p], workspace.estimates);
}

void WeatherSurfaces::estimate_drifting(const model::BatchPositions& at, std::span<model::Batch> out,
                                        Workspace& workspace) const {
  workspace.of_part.resize(parts_.size());
  const auto& places = stretched(at, workspace);
  for (std::size_t p = 0; p < parts_.size(); ++p)
    if (parts_[p].drifts) estimate_part(parts_[p], places, out, workspace.of_part[p], workspace.estimates);
}

void WeatherSurfaces::evaluate(const model::BatchPositions& at, WeatherBatch& weather,
                               Workspace& workspace) const {
  weather.clear();
  auto& values = workspace.values;
  values.resize(targets_.size());
  estimate(at, values, workspace);
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    auto& batch = targets_[t].in(weather);
    const double lowest = targets_[t].lowest();
    for (int lane = 0; lane < model::batch_size; ++lane)
      batch[lane] = values[t][lane] < lowest ? lowest : values[t][lane];
  }
}

bool WeatherSurfaces::can_jump() const {
  return std::ranges::any_of(parts_, [&](const Part& part) { return !cache_->kernel(part.kernel).global(); });
}

void WeatherSurfaces::jumps(const model::Position& at, double drift_m, double reach_m, std::span<double> out,
                            Workspace& workspace) const {
  workspace.of_part.resize(parts_.size());
  const auto place = anisotropy_.stretched(at);
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    const auto& part = parts_[p];
    workspace.jumps.resize(part.fields.size());
    cache_->kernel(part.kernel)
        .jumps(place, drift_m, reach_m / anisotropy_.ratio, part.fields, workspace.jumps,
               workspace.of_part[p]);
    for (std::size_t f = 0; f < part.targets.size(); ++f) out[part.targets[f]] = workspace.jumps[f];
  }
}

void WeatherSurfaces::variance(const model::BatchPositions& at, WeatherBatch& variance,
                               Workspace& workspace) const {
  variance.clear();
  auto& shapes = workspace.values;
  shapes.resize(parts_.size());
  shape_variance(at, shapes, workspace);
  for (const auto& target : targets_) target.in(variance) = target.sill * shapes[target.part];
}

void WeatherSurfaces::shape_variance(const model::BatchPositions& at, std::span<model::Batch> out,
                                     Workspace& workspace) const {
  workspace.of_part.resize(parts_.size());
  const auto& places = stretched(at, workspace);
  for (std::size_t p = 0; p < parts_.size(); ++p)
    cache_->kernel(parts_[p].kernel).evaluate_variance(places, out[p], workspace.of_part[p]);
}

}  // namespace minenpp::survey
