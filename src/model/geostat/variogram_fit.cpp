#include "model/geostat/variogram_fit.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include <boost/math/tools/minima.hpp>

#include "model/error.h"
#include "model/geostat/station_sample.h"

namespace minenpp::model {

namespace {

/// Nugget and partial sill that are best for one range.
struct Profile {
  double range = 0, nugget = 0, partial_sill = 0, sse = 0;
};

struct Target {
  const std::vector<VariogramBin>& bins;
  const VariogramFitOptions& options;
  std::vector<double> weights;
};

double sse_of(const Target& target, const std::vector<double>& rise, double nugget, double partial_sill) {
  double sse = 0;
  for (std::size_t b = 0; b < rise.size(); ++b) {
    const double off = target.bins[b].semivariance - nugget - partial_sill * rise[b];
    sse += target.weights[b] * off * off;
  }
  return sse;
}

Profile profile_at(const Target& target, double range) {
  std::vector<double> rise;
  rise.reserve(target.bins.size());
  double w = 0, wf = 0, wff = 0, wg = 0, wfg = 0;
  for (std::size_t b = 0; b < target.bins.size(); ++b) {
    const double f = rise_of(target.options.model, target.bins[b].distance_m / range, target.options.kappa);
    const double weight = target.weights[b], g = target.bins[b].semivariance;
    rise.push_back(f);
    w += weight, wf += weight * f, wff += weight * f * f, wg += weight * g, wfg += weight * f * g;
  }
  Profile best{range, 0, wff > 0 ? std::max(0.0, wfg / wff) : 0.0, 0};
  best.sse = sse_of(target, rise, best.nugget, best.partial_sill);
  const auto consider = [&](double nugget, double partial_sill) {
    if (!(nugget >= 0 && partial_sill >= 0)) return;
    const double sse = sse_of(target, rise, nugget, partial_sill);
    if (sse < best.sse) best = {range, nugget, partial_sill, sse};
  };
  consider(wg / w, 0);
  const double determinant = w * wff - wf * wf;
  if (determinant > 1e-14 * w * wff)
    consider((wff * wg - wf * wfg) / determinant, (w * wfg - wf * wg) / determinant);
  return best;
}

struct Minimum {
  Profile profile;
  bool converged = true;
};

/// The profile may have several valleys: a scan finds the deepest, Brent's method its floor.
Minimum search_range(const Target& target, double low, double high) {
  constexpr int steps = 120;
  const auto range_at = [&](double step) { return low * std::pow(high / low, step / steps); };
  Profile best = profile_at(target, low);
  int best_step = 0;
  for (int step = 1; step <= steps; ++step) {
    const auto here = profile_at(target, range_at(step));
    if (here.sse < best.sse) best = here, best_step = step;
  }
  std::uintmax_t iterations = 200;
  const auto floor = boost::math::tools::brent_find_minima(
      [&](double step) { return profile_at(target, range_at(step)).sse; }, std::max(0.0, best_step - 1.0),
      std::min<double>(steps, best_step + 1.0), 40, iterations);
  const auto refined = profile_at(target, range_at(floor.first));
  return {refined.sse <= best.sse ? refined : best, iterations < 200};
}

std::vector<double> weights_for(const std::vector<VariogramBin>& bins, FitWeights kind) {
  std::vector<double> weights;
  for (const auto& bin : bins) {
    const auto pairs = static_cast<double>(bin.pairs);
    switch (kind) {
      case FitWeights::pairs_over_distance2:
        weights.push_back(pairs / (bin.distance_m * bin.distance_m));
        break;
      case FitWeights::equal:
        weights.push_back(1);
        break;
      case FitWeights::pairs:
      case FitWeights::pairs_over_semivariance2:
        weights.push_back(pairs);
        break;
    }
  }
  return weights;
}

Variogram variogram_of(const Profile& p, const VariogramFitOptions& options) {
  return Variogram(options.model, p.nugget, p.partial_sill, p.range, options.kappa);
}

/// Cressie's weights depend on the model they fit, so fit and weights take turns until the range stands
/// still.
Minimum search_cressie(Target& target, double low, double high) {
  auto minimum = search_range(target, low, high);
  for (int turn = 0; turn < 100; ++turn) {
    const auto model = variogram_of(minimum.profile, target.options);
    if (!(model.sill() > 0)) return minimum;
    for (std::size_t b = 0; b < target.bins.size(); ++b) {
      const double gamma = model.semivariance(target.bins[b].distance_m);
      // A bin so near that the model is still about 0 must not outweigh all others.
      const double floored = std::max(gamma, 1e-6 * model.sill());
      target.weights[b] = static_cast<double>(target.bins[b].pairs) / (floored * floored);
    }
    const double before = minimum.profile.range, nugget_before = minimum.profile.nugget;
    minimum = search_range(target, low, high);
    if (std::abs(minimum.profile.range - before) <= 1e-7 * before &&
        std::abs(minimum.profile.nugget - nugget_before) <= 1e-7 * model.sill())
      return minimum;
  }
  minimum.converged = false;
  return minimum;
}

std::string why_rejected(const Minimum& minimum, bool range_free, double low, double high) {
  const auto& p = minimum.profile;
  if (!minimum.converged) return "the fit did not converge";
  if (!(p.partial_sill > 0)) return "the fitted partial sill is 0";
  if (range_free && !(p.range > low * 1.0001)) return "the fitted range is at its lower bound";
  if (range_free && !(p.range < high * 0.9999)) return "the fitted range is at its upper bound";
  return {};
}

}  // namespace

Variogram default_variogram(std::span<const Position> stations,
                            std::span<const std::vector<double>> columns) {
  const double range = largest_distance_m(stations);
  return Variogram(VariogramModel::spherical, 0, pooled_variance(columns), range > 0 ? range : 1.0);
}

FittedVariogram fit_variogram(std::vector<VariogramBin> bins, const VariogramFitOptions& options) {
  FittedVariogram fit;
  fit.empirical = std::move(bins);
  const bool range_free = options.model != VariogramModel::linear;
  const std::size_t needed = range_free ? 3 : 2;
  if (fit.empirical.size() < needed) {
    fit.reason = "only " + std::to_string(fit.empirical.size()) + " distance bins hold pairs, " +
                 std::to_string(needed) + " are needed";
    return fit;
  }
  const double nearest = fit.empirical.front().distance_m, farthest = fit.empirical.back().distance_m;
  const double low = range_free ? 0.1 * nearest : farthest, high = range_free ? 3 * farthest : farthest;
  Target target{fit.empirical, options, weights_for(fit.empirical, options.weights)};
  const auto minimum = options.weights == FitWeights::pairs_over_semivariance2
                           ? search_cressie(target, low, high)
                           : search_range(target, low, high);
  fit.variogram = variogram_of(minimum.profile, options);
  fit.sse = minimum.profile.sse;
  fit.reason = why_rejected(minimum, range_free, low, high);
  fit.fitted = fit.reason.empty();
  return fit;
}

FittedVariogram choose_variogram(std::span<const Position> stations,
                                 std::span<const std::vector<double>> columns,
                                 const VariogramFitOptions& options, Geometry geometry) {
  if (options.most_stations < 1)
    throw Error(Fault::usage, "variogram: the stations to sample must be 1 or more, found " +
                                  std::to_string(options.most_stations));
  const auto all = stations_with_data(stations, columns);
  const auto sample = sample_of(all.stations, all.columns, static_cast<std::size_t>(options.most_stations));
  auto bins = empirical_variogram(sample.stations, sample.columns, default_lags(sample.stations, geometry));
  FittedVariogram chosen;
  if (std::ssize(all.stations) < options.least_stations) {
    chosen.empirical = std::move(bins);
    chosen.reason = std::to_string(all.stations.size()) + " stations, fewer than the " +
                    std::to_string(options.least_stations) + " a fit needs";
  } else {
    chosen = fit_variogram(std::move(bins), options);
  }
  if (!chosen.fitted) chosen.variogram = default_variogram(all.stations, all.columns);
  return chosen;
}

}  // namespace minenpp::model
