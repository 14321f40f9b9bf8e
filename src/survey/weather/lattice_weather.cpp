#include "survey/weather/lattice_weather.h"

#include <algorithm>

namespace minenpp::survey {

namespace {

/// Error that a kriging variance may have, as a part of the sill.
constexpr double variance_tolerance = 0.005;

std::vector<std::size_t> second_fields(const std::vector<WeatherTarget>& targets) {
  std::vector<std::size_t> second(targets.size(), 0);
  auto next = targets.size();
  for (std::size_t t = 0; t < targets.size(); ++t)
    if (targets[t].drifts) second[t] = next++;
  return second;
}

std::vector<std::size_t> halfway_fields(const WeatherSurfaces& surfaces) {
  std::vector<std::size_t> halfway(surfaces.parts(), 0);
  auto next = surfaces.parts();
  for (std::size_t p = 0; p < halfway.size(); ++p) {
    if (!surfaces.part_drifts(p)) continue;
    halfway[p] = next;
    next += 2;
  }
  return halfway;
}

std::size_t variance_fields(const std::vector<std::size_t>& halfway) {
  return halfway.size() +
         2 * static_cast<std::size_t>(std::ranges::count_if(halfway, [](auto f) { return f > 0; }));
}

model::LatticeOptions value_options(const WeatherSurfaces& surfaces, const LatticeRules& rules) {
  model::LatticeOptions options;
  options.cell = rules.cell;
  for (const bool second : {false, true})
    for (const auto& target : surfaces.targets())
      if (!second || target.drifts)
        options.tolerance.push_back(rules.tolerance * unit_scale(target.variable));
  return options;
}

model::LatticeOptions variance_options(std::size_t fields, const LatticeRules& rules) {
  model::LatticeOptions options;
  options.cell = rules.cell;
  options.tolerance.assign(fields, variance_tolerance);
  return options;
}

double between(double at_low, double at_high, double share) {
  return at_low + (at_high - at_low) * share;
}

}  // namespace

LatticeWeather::LatticeWeather(const model::Grid& grid, const StationYear& stations, const WeatherPlan& plan,
                               const WeatherSurfaces& surfaces, const WeatherRules& rules, bool with_variance,
                               std::shared_ptr<LatticeMemory> memory)
    : cells_(grid, stations),
      surfaces_(&surfaces),
      low_m_(plan.low_m),
      high_m_(plan.high_m),
      second_of_(second_fields(surfaces.targets())),
      halfway_of_(halfway_fields(surfaces)),
      at_high_(surfaces.targets().size()),
      lattice_(
          value_options(surfaces, rules.lattice),
          [this](auto rows, auto cols, auto fields) { estimate(rows, cols, fields); },
          [this](const model::Window& cell) { return must_divide(cell); }),
      memory_(std::move(memory)) {
  if (surfaces.can_jump()) largest_jump_.resize(surfaces.targets().size());
  for (const auto& target : surfaces.targets())
    tolerance_.push_back(rules.lattice.tolerance * unit_scale(target.variable));
  if (!with_variance) return;
  variance_lattice_ = std::make_unique<model::Lattice>(
      variance_options(variance_fields(halfway_of_), rules.lattice),
      [this](auto rows, auto cols, auto fields) { variance(rows, cols, fields); },
      [this](const model::Window& cell) { return must_divide(cell); });
}

/// Kriging from the nearest stations is broken where one takes another's place, or comes within the search
/// radius: a break of more than a third of the tolerance, as much as is tested for elsewhere, is followed to
/// the pixel.
bool LatticeWeather::must_divide(const model::Window& cell) {
  if (cells_.near_station(cell)) return true;
  if (largest_jump_.empty()) return false;
  const auto extent = cells_.extent_of(cell);
  const auto too_large = [&](double drift_m) {
    surfaces_->jumps(extent.centre, drift_m, extent.reach_m, largest_jump_, workspace_);
    for (std::size_t t = 0; t < tolerance_.size(); ++t)
      if (largest_jump_[t] > tolerance_[t] / 3) return true;
    return false;
  };
  return too_large(low_m_) || (surfaces_->drifts() && too_large(high_m_));
}

void LatticeWeather::estimate(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                              std::span<model::Batch> fields) {
  auto at = cells_.positions(rows, cols);
  at.drift.setConstant(low_m_);
  const auto targets = surfaces_->targets().size();
  surfaces_->estimate(at, fields.first(targets), workspace_);
  if (fields.size() == targets) return;
  at.drift.setConstant(high_m_);
  surfaces_->estimate_drifting(at, at_high_, workspace_);
  for (std::size_t t = 0; t < targets; ++t)
    if (second_of_[t] != 0) fields[second_of_[t]] = at_high_[t];
}

void LatticeWeather::variance(std::span<const std::int64_t> rows, std::span<const std::int64_t> cols,
                              std::span<model::Batch> fields) {
  const auto parts = surfaces_->parts();
  auto at = cells_.positions(rows, cols);
  at.drift.setConstant(low_m_);
  surfaces_->shape_variance(at, fields.first(parts), workspace_);
  if (fields.size() == parts) return;
  at_elevation_.resize(parts);
  for (const std::size_t place : {0, 1}) {
    at.drift.setConstant(place == 0 ? (low_m_ + high_m_) / 2 : high_m_);
    surfaces_->shape_variance(at, at_elevation_, workspace_);
    for (std::size_t p = 0; p < parts; ++p)
      if (halfway_of_[p] != 0) fields[halfway_of_[p] + place] = at_elevation_[p];
  }
}

void LatticeWeather::fill(const model::Window& window) {
  krige(window);
  interpolate(window);
}

void LatticeWeather::krige(const model::Window& window) {
  lattice_.refine(window);
  if (variance_lattice_) variance_lattice_->refine(window);
}

void LatticeWeather::forget() {
  lattice_.forget();
  if (variance_lattice_) variance_lattice_->forget();
}

void LatticeWeather::interpolate(const model::Window& part) {
  memory_->values.resize(surfaces_->targets().size() + static_cast<std::size_t>(std::ranges::count_if(
                                                           second_of_, [](auto s) { return s > 0; })));
  lattice_.fill_part(part, memory_->values);
  if (!variance_lattice_) return;
  memory_->variances.resize(variance_fields(halfway_of_));
  variance_lattice_->fill_part(part, memory_->variances);
}

void LatticeWeather::put(std::span<const std::size_t> pixels, std::span<const double> elevation_m,
                         WeatherBatch& weather) const {
  // A whole batch overwrites all that there is.
  if (pixels.size() < static_cast<std::size_t>(model::batch_size)) weather.clear();
  const auto& targets = surfaces_->targets();
  // Most pixels follow one another, and are then moved as vectors.
  const bool run = !pixels.empty() && pixels.back() - pixels.front() + 1 == pixels.size();
  for (std::size_t t = 0; t < targets.size(); ++t) {
    auto& batch = targets[t].in(weather);
    const auto& values = memory_->values[t];
    const double lowest = targets[t].lowest();
    if (run && second_of_[t] == 0) {
      const double* of_run = values.data() + pixels.front();
      for (std::size_t lane = 0; lane < pixels.size(); ++lane)
        batch[static_cast<Eigen::Index>(lane)] = of_run[lane] < lowest ? lowest : of_run[lane];
      continue;
    }
    for (std::size_t lane = 0; lane < pixels.size(); ++lane) {
      const auto pixel = pixels[lane];
      double value = values[pixel];
      if (second_of_[t] != 0)
        value = between(value, memory_->values[second_of_[t]][pixel],
                        (elevation_m[pixel] - low_m_) / (high_m_ - low_m_));
      batch[static_cast<Eigen::Index>(lane)] = value < lowest ? lowest : value;
    }
  }
}

/// Kriging with external drift: the estimate's weights are linear in the drift at the place, so its variance
/// is quadratic in it, and three elevations tell it at all.
double LatticeWeather::shape_variance(std::size_t part, std::size_t pixel,
                                      std::span<const double> elevation_m) const {
  const double low = memory_->variances[part][pixel];
  const auto halfway_field = halfway_of_[part];
  if (halfway_field == 0) return low;
  const double halfway = memory_->variances[halfway_field][pixel],
               high = memory_->variances[halfway_field + 1][pixel];
  const double share = (elevation_m[pixel] - low_m_) / (high_m_ - low_m_);
  return low + share * ((4 * halfway - 3 * low - high) + 2 * share * (low - 2 * halfway + high));
}

void LatticeWeather::put_variance(std::span<const std::size_t> pixels, std::span<const double> elevation_m,
                                  WeatherBatch& variance) const {
  variance.clear();
  for (const auto& target : surfaces_->targets()) {
    auto& batch = target.in(variance);
    for (std::size_t lane = 0; lane < pixels.size(); ++lane) {
      const double found = target.sill * shape_variance(target.part, pixels[lane], elevation_m);
      batch[static_cast<Eigen::Index>(lane)] = found < 0 ? 0 : found;
    }
  }
}

void LatticeWeather::compare(std::int64_t row, std::int64_t col, double share, Comparison& out) {
  const auto targets = surfaces_->targets().size();
  fill({row, col, 1, 1});
  auto at = cells_.positions(std::span(&row, 1), std::span(&col, 1));
  at.drift.setConstant(between(low_m_, high_m_, share));
  std::vector<model::Batch> exact(targets);
  surfaces_->estimate(at, exact, workspace_);
  out.interpolated.clear();
  out.exact.clear();
  for (std::size_t t = 0; t < targets; ++t) {
    const double at_low = memory_->values[t].front();
    const double at_high = second_of_[t] == 0 ? at_low : memory_->values[second_of_[t]].front();
    out.interpolated.push_back(between(at_low, at_high, share));
    out.exact.push_back(exact[t][0]);
  }
}

}  // namespace minenpp::survey
