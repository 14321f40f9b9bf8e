#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include "model/geostat/drift.h"
#include "model/geostat/position.h"
#include "model/geostat/variogram.h"

namespace minenpp::model {

/// How a system is solved; each is tried when the one before it fails (science, section 5).
enum class KrigingForm { variogram, covariance, inverse_distance };

/// The form's name in results: "variogram", "covariance" or "inverse_distance".
[[nodiscard]] std::string_view name_of(KrigingForm form);

/// What kriging says about one place.
struct KrigingWeights {
  Eigen::VectorXd weights;  ///< one a station; they sum to 1
  double multiplier = 0;    ///< Lagrange multiplier of that sum, squared data unit; 0 for inverse distance
  double variance = 0;      ///< kriging variance >= 0, squared data unit
};

/// Values turned into coefficients, so that an estimate is
///   constant + drift_slope * drift + sum_i of_station[i] * gamma_i,
/// where gamma_i is the semivariance, divided by the sill, to station i. For inverse distance gamma_i is 1 /
/// h_i^2 divided by the sum of these over the stations.
struct DualCoefficients {
  std::vector<double> of_station;
  double constant = 0;
  double drift_slope = 0;
};

/// Memory for weights_into, so that it allocates nothing after the first call.
struct KrigingScratch {
  Eigen::VectorXd right_hand, solution, correction;
};

/// Memory for relative_variance of a batch; 70 kB with 64 stations.
struct VarianceScratch {
  std::vector<Batch> right_hand, solution;
  KrigingScratch of_lane;
};

/// Ordinary kriging, or kriging with an external drift, of one set of stations with one variogram, factorised
/// once. The weights depend on the shape of the variogram alone, so they serve all data that share stations
/// and shape. With one station the estimate is its value; with two and more the system is
///   [Gamma F; F' 0] [w; m] = [gamma_0; f_0],  F = 1, or 1 and the drift (centred and scaled)
/// (Cressie 1993, section 3.2 and 3.4). All arithmetic is in an order fixed by the number of stations.
class KrigingSystem {
 public:
  /// `stations`: at least one, no two within 1 m of each other (MergedStations sees to that).
  /// `drift`: one finite value a station; where its slope cannot be estimated its fallback slope is used.
  /// `first_form`: the form tried first. Throws Error(input) for no station, or drift values missing.
  KrigingSystem(std::vector<Position> stations, const Variogram& variogram, std::optional<Drift> drift = {},
                KrigingForm first_form = KrigingForm::variogram);

  [[nodiscard]] int size() const { return static_cast<int>(stations_.size()); }
  [[nodiscard]] const std::vector<Position>& stations() const { return stations_; }
  [[nodiscard]] const Variogram& variogram() const { return variogram_; }
  [[nodiscard]] KrigingForm form() const { return form_; }
  /// What was added to the diagonal of the covariance form, as a part of the sill; 0 for the others.
  [[nodiscard]] double jitter() const { return jitter_; }
  /// Is the slope of the drift estimated from the data, not the fallback slope?
  [[nodiscard]] bool drift_estimated() const { return drift_estimated_; }

  /// Weights and variance at `at`; `drift` there is read only if the drift is estimated. Multiplier and
  /// variance are for the sill of the variogram given. A NaN in the position or drift gives NaN.
  [[nodiscard]] KrigingWeights weights(const Position& at, double drift = no_data) const;

  /// The weights alone, for a caller that asks at many places. `weights` has size() elements.
  void weights_into(const Position& at, double drift, std::span<double> weights,
                    KrigingScratch& scratch) const;

  /// Kriging variance at one place divided by the sill, >= 0: weights().variance without the sill. NaN where
  /// the position is NaN, where a drift is in use and NaN there, with one station (whose variance, 0, would
  /// claim certainty) and with inverse distance, which knows no variance. Data without variance have sill 0,
  /// and the variance times the sill is 0 too.
  [[nodiscard]] double relative_variance(const Position& at, double drift, KrigingScratch& scratch) const;

  /// The same for a batch, in a time of 2 (stations + 2)^2 multiplications a lane. A lane's result depends on
  /// its position and drift alone, bit by bit; it differs from the scalar form by rounding.
  void relative_variance(const BatchPositions& at, Batch& variance, VarianceScratch& scratch) const;

  /// What to add to sum w z because the drift has a fallback slope: slope * (drift - sum w drift_i). 0
  /// without one.
  [[nodiscard]] double fallback_correction(std::span<const double> weights, double drift) const;

  /// Estimate at one place from one value a station: exactly the constant for constant values.
  [[nodiscard]] double estimate(const Position& at, std::span<const double> values,
                                double drift = no_data) const;

  /// The same from weights at hand (weights or weights_into at that place), one a station: for a caller with
  /// many values a station. Throws as `dual` does.
  [[nodiscard]] double estimate_from(std::span<const double> weights, std::span<const double> values,
                                     double drift = no_data) const;

  /// `values`: one finite value a station. Constant values give that constant exactly. Throws Error(input)
  /// for a wrong number of values or a value that is not finite.
  [[nodiscard]] DualCoefficients dual(std::span<const double> values) const;

  /// For station i, -[M^-1 z]_i / [M^-1]_ii and -sill / [M^-1]_ii: error (estimate - value) and variance of
  /// its leave-one-out estimate (Dubrule 1983). Needs two stations and the variogram form; Error(system)
  /// otherwise.
  struct LeftOut {
    double error = 0, variance = 0;
  };
  [[nodiscard]] std::vector<LeftOut> leave_each_out(std::span<const double> values) const;

 private:
  bool factorise(KrigingForm form, double jitter);
  [[nodiscard]] Eigen::MatrixXd station_semivariances() const;
  [[nodiscard]] Eigen::MatrixXd system_matrix(KrigingForm form, double jitter) const;
  [[nodiscard]] double scaled_drift(double drift) const { return (drift - drift_centre_) / drift_scale_; }
  void fill_right_hand(const Position& at, double drift, Eigen::VectorXd& right_hand) const;
  void solve(KrigingScratch& scratch) const;
  void inverse_distance_weights(const Position& at, std::span<double> weights) const;
  [[nodiscard]] bool drift_matters() const;
  [[nodiscard]] double variance_of(std::span<const double> weights, const Position& at) const;
  [[nodiscard]] std::vector<double> prepared(std::span<const double> values) const;

  std::vector<Position> stations_;
  Variogram variogram_, shape_;
  std::optional<Drift> drift_;
  bool drift_estimated_ = false;
  double drift_centre_ = 0, drift_scale_ = 1;
  KrigingForm form_ = KrigingForm::variogram;
  double jitter_ = 0;
  double top_ = 1;  ///< largest semivariance between stations (shape), the unit of the matrix
  Eigen::MatrixXd matrix_, inverse_;
};

}  // namespace minenpp::model
