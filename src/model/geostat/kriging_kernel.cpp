#include "model/geostat/kriging_kernel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "model/error.h"
#include "model/geostat/inverse_distance.h"

namespace minenpp::model {

struct KrigingKernel::Shared {
  MergedStations stations;
  Variogram shape;
  Neighbourhood neighbourhood;
  std::optional<Drift> drift;
  std::optional<KrigingSystem> system;
};

namespace {

/// Stations whose functions are kept at once: a pass over the fields then reads each sum once for all of
/// them.
constexpr std::size_t block = 4;
using Block = std::array<Batch, block>;

void squared_distances(const BatchPositions& at, const Position& station, Batch& d2) {
  d2 = (at.x - station.x).square() + (at.y - station.y).square() + (at.z - station.z).square();
}

// Element-wise and in station order; a matrix product would choose its own order.
void add_block(const Block& functions, const double* coefficient, Batch& sum) {
  sum = sum + functions[0] * coefficient[0] + functions[1] * coefficient[1] + functions[2] * coefficient[2] +
        functions[3] * coefficient[3];
}

void raise_to(double lowest, Batch& estimate) {
  if (lowest == -std::numeric_limits<double>::infinity()) return;
  for (int lane = 0; lane < batch_size; ++lane)
    estimate[lane] = estimate[lane] < lowest ? lowest : estimate[lane];
}

/// Calls function(i, batch) for each station to fill its batch, and adds the stations to all fields.
template <typename Function>
void add_stations(std::size_t stations, const Function& function, std::span<const KrigedField> fields,
                  std::span<Batch> out) {
  Block functions;
  std::size_t i = 0;
  for (; i + block <= stations; i += block) {
    for (std::size_t k = 0; k < block; ++k) function(i + k, functions[k]);
    for (std::size_t f = 0; f < fields.size(); ++f)
      add_block(functions, &fields[f].dual.of_station[i], out[f]);
  }
  for (; i < stations; ++i) {
    function(i, functions[0]);
    for (std::size_t f = 0; f < fields.size(); ++f) out[f] += functions[0] * fields[f].dual.of_station[i];
  }
}

void add_trend(const BatchPositions& at, std::span<const KrigedField> fields, std::span<Batch> out) {
  for (std::size_t f = 0; f < fields.size(); ++f) {
    out[f] += fields[f].dual.constant;
    if (fields[f].dual.drift_slope != 0) out[f] += fields[f].dual.drift_slope * at.drift;
    raise_to(fields[f].lowest, out[f]);
  }
}

}  // namespace

KrigingKernel::KrigingKernel(std::span<const Position> stations, const Variogram& variogram,
                             const NeighbourhoodOptions& neighbourhood, Geometry geometry,
                             const std::optional<Drift>& drift) {
  MergedStations merged(stations);
  std::optional<Drift> merged_drift = drift;
  if (drift) merged_drift->values = merged.average(drift->values);
  Neighbourhood search(merged.positions(), neighbourhood, geometry);
  // A local neighbourhood has no system of all stations, but wrong stations are told of here and not at a
  // pixel.
  std::optional<KrigingSystem> system;
  if (search.global() || merged.positions().empty()) {
    system.emplace(merged.positions(), variogram.shape(), merged_drift);
  } else if (drift) {
    for (const double v : drift->values)
      if (!std::isfinite(v))
        throw Error(Fault::input, "kriging: the drift (elevation) of a station is missing");
  }
  shared_ = std::make_shared<const Shared>(Shared{std::move(merged), variogram.shape(), std::move(search),
                                                  std::move(merged_drift), std::move(system)});
}

const MergedStations& KrigingKernel::stations() const {
  return shared_->stations;
}
bool KrigingKernel::global() const {
  return shared_->neighbourhood.global();
}
const KrigingSystem* KrigingKernel::system() const {
  return shared_->system ? &*shared_->system : nullptr;
}

KrigedField KrigingKernel::field(std::span<const double> values, double lowest) const {
  KrigedField field;
  field.values = shared_->stations.average(values);
  field.lowest = lowest;
  for (const double v : values)
    if (!std::isfinite(v))
      throw Error(Fault::input, "kriging: the value of a station is missing; expected a number");
  if (shared_->system) field.dual = shared_->system->dual(field.values);
  return field;
}

void KrigingKernel::evaluate(const BatchPositions& at, std::span<const KrigedField> fields,
                             std::span<Batch> out, Workspace& workspace) const {
  if (fields.size() != out.size())
    throw Error(Fault::system, "kriging: " + std::to_string(fields.size()) + " fields, but room for " +
                                   std::to_string(out.size()));
  if (shared_->system) return evaluate_global(at, fields, out);
  own(workspace);
  evaluate_local(at, fields, out, workspace);
}

void KrigingKernel::own(Workspace& workspace) const {
  if (workspace.owner_ == shared_) return;
  workspace.systems_.clear();
  workspace.owner_ = shared_;
}

void KrigingKernel::evaluate_variance(const BatchPositions& at, Batch& variance, Workspace& workspace) const {
  if (shared_->system) return shared_->system->relative_variance(at, variance, workspace.variances_);
  own(workspace);
  for (int lane = 0; lane < batch_size; ++lane) {
    const Position place{at.x[lane], at.y[lane], at.z[lane]};
    shared_->neighbourhood.select(place, -1, workspace.search_, workspace.chosen_);
    variance[lane] =
        workspace.chosen_.empty()
            ? no_data
            : workspace.systems_
                  .of(workspace.chosen_, shared_->stations.positions(), shared_->shape, shared_->drift)
                  .relative_variance(place, at.drift[lane], workspace.solving_);
  }
}

void KrigingKernel::evaluate_global(const BatchPositions& at, std::span<const KrigedField> fields,
                                    std::span<Batch> out) const {
  const auto& stations = shared_->stations.positions();
  for (auto& sum : out) sum.setZero();
  if (shared_->system->form() != KrigingForm::inverse_distance) {
    add_stations(
        stations.size(),
        [&](std::size_t i, Batch& gamma) {
          squared_distances(at, stations[i], gamma);
          gamma = gamma.sqrt();
          shared_->shape.semivariance(gamma, gamma);
        },
        fields, out);
  } else {
    Batch total = Batch::Zero();
    add_stations(
        stations.size(),
        [&](std::size_t i, Batch& weight) {
          squared_distances(at, stations[i], weight);
          inverse_square(weight, weight);
          total += weight;
        },
        fields, out);
    for (auto& sum : out) sum /= total;
  }
  add_trend(at, fields, out);
}

void KrigingKernel::evaluate_local(const BatchPositions& at, std::span<const KrigedField> fields,
                                   std::span<Batch> out, Workspace& workspace) const {
  for (int lane = 0; lane < batch_size; ++lane) {
    const Position place{at.x[lane], at.y[lane], at.z[lane]};
    auto& chosen = workspace.chosen_;
    shared_->neighbourhood.select(place, -1, workspace.search_, chosen);
    if (chosen.empty()) {
      for (auto& estimates : out) estimates[lane] = no_data;
      continue;
    }
    auto& estimates = workspace.after_;
    estimates.resize(fields.size());
    estimate_from(chosen, place, at.drift[lane], fields, estimates, workspace);
    for (std::size_t f = 0; f < fields.size(); ++f)
      out[f][lane] = estimates[f] < fields[f].lowest ? fields[f].lowest : estimates[f];
  }
}

void KrigingKernel::estimate_from(const std::vector<int>& chosen, const Position& at, double drift,
                                  std::span<const KrigedField> fields, std::span<double> out,
                                  Workspace& workspace) const {
  const KrigingSystem& system =
      workspace.systems_.of(chosen, shared_->stations.positions(), shared_->shape, shared_->drift);
  auto& weights = workspace.weights_;
  weights.resize(chosen.size());
  system.weights_into(at, drift, weights, workspace.solving_);
  const double correction = system.fallback_correction(weights, drift);
  for (std::size_t f = 0; f < fields.size(); ++f) {
    const auto& values = fields[f].values;
    // Differences from the first value: constants come back exactly.
    const double first = values[static_cast<std::size_t>(chosen[0])];
    double sum = 0;
    for (std::size_t k = 0; k < chosen.size(); ++k)
      sum += weights[k] * (values[static_cast<std::size_t>(chosen[k])] - first);
    out[f] = first + sum + correction;
  }
}

void KrigingKernel::jumps(const Position& at, double drift, double reach_m,
                          std::span<const KrigedField> fields, std::span<double> largest,
                          Workspace& workspace) const {
  std::ranges::fill(largest, 0.0);
  if (shared_->system) return;
  own(workspace);
  auto& swaps = workspace.swaps_;
  shared_->neighbourhood.swaps(at, reach_m, workspace.search_, swaps);
  const auto unknown = [&] { std::ranges::fill(largest, std::numeric_limits<double>::infinity()); };
  if (swaps.many) return unknown();
  if (swaps.joining.empty() && swaps.leaving.empty()) return;
  auto& chosen = workspace.chosen_;
  shared_->neighbourhood.select(at, -1, workspace.search_, chosen);
  if (chosen.size() <= swaps.leaving.size() && !swaps.full) return unknown();
  auto& before = workspace.before_;
  before.resize(fields.size());
  estimate_from(chosen, at, drift, fields, before, workspace);

  auto& jump = workspace.jump_;
  auto& after = workspace.after_;
  auto& other = workspace.other_;
  after.resize(fields.size());
  // The change when `joins` comes and `leaves` goes; -1: none does.
  const auto change = [&](int joins, int leaves) {
    other.clear();
    for (const int station : chosen)
      if (station != leaves) other.push_back(station);
    if (joins >= 0) other.insert(std::ranges::lower_bound(other, joins), joins);
    estimate_from(other, at, drift, fields, after, workspace);
    for (std::size_t f = 0; f < fields.size(); ++f)
      jump[f] = std::max(jump[f], std::abs(after[f] - before[f]));
  };
  const auto add_jump = [&] {
    for (std::size_t f = 0; f < fields.size(); ++f) largest[f] += jump[f];
  };
  for (const int joins : swaps.joining) {
    jump.assign(fields.size(), 0);
    if (!swaps.full) change(joins, -1);
    for (const int leaves : swaps.leaving) change(joins, leaves);
    add_jump();
  }
  if (swaps.full && !swaps.joining.empty()) return;
  for (const int leaves : swaps.leaving) {
    jump.assign(fields.size(), 0);
    change(-1, leaves);
    add_jump();
  }
}

}  // namespace minenpp::model
