#include "model/geostat/outliers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "model/error.h"
#include "model/geostat/neighbour_systems.h"
#include "model/stats/p_values.h"

namespace minenpp::model {

namespace {

/// Sum of squared deviations of values taken together bit by bit (Chan, Golub and LeVeque 1983). No step
/// subtracts sums of squares, so what a wild value leaves of the others' variance is never lost.
struct Spread {
  double count = 0, mean = 0, squares = 0;

  [[nodiscard]] Spread with(const Spread& other) const {
    if (count == 0) return other;
    if (other.count == 0) return *this;
    const double n = count + other.count, step = other.mean - mean;
    return {n, mean + step * other.count / n,
            squares + other.squares + step * step * count * other.count / n};
  }
  /// Sample variance; NaN for fewer than two values.
  [[nodiscard]] double variance() const { return count < 2 ? no_data : squares / (count - 1); }
};

Spread spread_of(double value) {
  return {1, value, 0};
}

/// For each value the sample variance of all others.
std::vector<double> variances_of_others(std::span<const double> values) {
  std::vector<Spread> after(values.size() + 1);
  for (std::size_t i = values.size(); i > 0; --i) after[i - 1] = spread_of(values[i - 1]).with(after[i]);
  std::vector<double> variances;
  Spread before;
  for (std::size_t i = 0; i < values.size(); ++i) {
    variances.push_back(before.with(after[i + 1]).variance());
    before = before.with(spread_of(values[i]));
  }
  return variances;
}

double sample_variance(std::span<const double> values) {
  Spread all;
  for (const double v : values) all = all.with(spread_of(v));
  return all.variance();
}

/// The sill to judge by, of a variogram with `sill`. `of_others`, `of_all`: variance of the values without
/// and with what is judged.
double sill_by(const OutlierRule& rule, double sill, double of_others, double of_all) {
  if (!rule.fitted) return of_others;
  return rule.goes_with_variance && of_all > 0 ? sill * of_others / of_all : sill;
}

/// The limit of z for a sill from `others` stations; none (infinite) where they are too few to vary.
double limit_by(const OutlierRule& rule, std::size_t others) {
  if (rule.fitted && !rule.goes_with_variance) return rule.limit;
  const double limit = student_of_normal(rule.limit, static_cast<double>(others) - 1);
  return std::isnan(limit) ? std::numeric_limits<double>::infinity() : limit;
}

/// `relative`: kriging variance over the sill; `sill`: what it is multiplied with.
double standardised(double error, double relative, double sill) {
  if (sill == 0 && error != 0 && !std::isnan(relative))
    return std::copysign(std::numeric_limits<double>::infinity(), error);
  const double standard_error = std::sqrt(relative * sill);
  return standard_error > 0 ? error / standard_error : no_data;
}

/// Kriging variance over the sill of the variogram it was computed with.
double relative_to(double sill, double variance) {
  return sill > 0 ? variance / sill : variance;
}

/// The stations above suspicion.
struct Trusted {
  std::vector<Position> places;
  std::vector<double> values;
  std::optional<Drift> drift;

  /// Of what does not follow the drift.
  [[nodiscard]] double variance() const {
    return sample_variance(drift && !values.empty() ? without_drift(values, *drift) : values);
  }
};

Drift with_values(const Drift& drift, std::vector<double> values) {
  return {std::move(values), drift.required_range, drift.required_stations, drift.fallback_slope};
}

Trusted trusted_of(const MergedStations& merged, const std::vector<double>& values,
                   const std::vector<double>& drift_values, const std::optional<Drift>& drift,
                   const std::vector<double>& z, double limit) {
  Trusted trusted;
  if (drift) trusted.drift = with_values(*drift, {});
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::abs(z[i]) > limit) continue;
    trusted.places.push_back(merged.positions()[i]);
    trusted.values.push_back(values[i]);
    if (drift) trusted.drift->values.push_back(drift_values[i]);
  }
  return trusted;
}

/// Estimates suspects from the stations above suspicion.
class SecondLook {
 public:
  SecondLook(Trusted trusted, const Variogram& variogram, const NeighbourhoodOptions& neighbourhood,
             Geometry geometry, double sill)
      : trusted_(std::move(trusted)),
        variogram_(variogram),
        search_(trusted_.places, neighbourhood, geometry),
        sill_(sill) {}

  /// NaN in z where there is too little to tell.
  Outlier at(const Position& place, double value, double drift) {
    search_.select(place, -1, scratch_, chosen_);
    if (chosen_.size() < 2) return {0, no_data, no_data};
    const auto& system = systems_.of(chosen_, trusted_.places, variogram_, trusted_.drift);
    const auto found = system.weights(place, drift);
    std::vector<double> near;
    for (const int k : chosen_) near.push_back(trusted_.values[static_cast<std::size_t>(k)]);
    const std::span<const double> weights(found.weights.data(), near.size());
    const double error = system.estimate_from(weights, near, drift) - value;
    return {0, error, standardised(error, relative_to(variogram_.sill(), found.variance), sill_)};
  }

 private:
  Trusted trusted_;
  Variogram variogram_;
  Neighbourhood search_;
  double sill_;
  NeighbourSystems systems_;
  Neighbourhood::Scratch scratch_;
  std::vector<int> chosen_;
};

}  // namespace

std::vector<double> standardised_errors(std::span<const double> values, const CrossValidation& cross,
                                        const Variogram& variogram, const OutlierRule& rule) {
  if (cross.error.empty()) return {};
  if (values.size() != cross.error.size())
    throw Error(Fault::input, "outliers: found " + std::to_string(values.size()) +
                                  " values, expected one for each of " + std::to_string(cross.error.size()) +
                                  " stations cross-validated");
  const double sill = variogram.sill();
  auto sills = variances_of_others(values);
  const double all = sample_variance(values);
  for (double& of_others : sills) of_others = sill_by(rule, sill, of_others, all);
  std::vector<double> z;
  for (std::size_t i = 0; i < values.size(); ++i)
    z.push_back(standardised(cross.error[i], relative_to(sill, cross.variance[i]), sills[i]));
  return z;
}

std::vector<Outlier> find_outliers(const MergedStations& merged, std::span<const double> values,
                                   const CrossValidation& cross, const Variogram& variogram,
                                   const OutlierRule& rule, const NeighbourhoodOptions& neighbourhood,
                                   Geometry geometry, const std::optional<Drift>& drift) {
  if (!(rule.limit > 0))
    throw Error(Fault::usage, "outliers: the limit must be more than 0, found " + std::to_string(rule.limit));
  const auto means = merged.average(values);
  const auto drift_values =
      drift ? merged.average(drift->values) : std::vector<double>(means.size(), no_data);
  std::vector<Outlier> outliers;
  const auto varying = drift ? without_drift(means, with_values(*drift, drift_values)) : means;
  const auto z = standardised_errors(varying, cross, variogram, rule);
  const double first_limit = limit_by(rule, means.empty() ? 0 : means.size() - 1);
  const auto suspect = [&](double each) { return std::abs(each) > first_limit; };
  if (std::none_of(z.begin(), z.end(), suspect)) return outliers;

  auto trusted = trusted_of(merged, means, drift_values, drift, z, first_limit);
  const double limit = limit_by(rule, trusted.values.size());
  const double sill = sill_by(rule, variogram.sill(), trusted.variance(), sample_variance(varying));
  SecondLook look(std::move(trusted), variogram, neighbourhood, geometry, sill);
  for (std::size_t i = 0; i < z.size(); ++i) {
    if (!suspect(z[i])) continue;
    auto again = look.at(merged.positions()[i], means[i], drift_values[i]);
    const bool told = !std::isnan(again.z);
    if (!told) again = {0, cross.error[i], z[i]};
    again.station = cross.station[i];
    if (!told || std::abs(again.z) > limit) outliers.push_back(again);
  }
  return outliers;
}

}  // namespace minenpp::model
