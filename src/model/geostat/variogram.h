#pragma once

#include <string_view>

#include "model/grid/batch.h"

namespace minenpp::model {

enum class VariogramModel { spherical, exponential, gaussian, matern, linear, linear_with_sill };

/// The model's name in settings and results, for example "linear_with_sill".
[[nodiscard]] std::string_view name_of(VariogramModel model);

/// The model of that name. Throws Error(usage), listing the names, where there is none.
[[nodiscard]] VariogramModel variogram_model(std::string_view name);

/// How far the structured part of a model has risen at u = h / range >= 0: 0 at u = 0, and 1 at the sill (the
/// linear model has none and keeps rising). `kappa`: smoothness of the Matern model, 0 < kappa <= 10; others
/// ignore it. The range is gstat's range parameter, not the practical range (science, section 5). NaN gives
/// NaN.
[[nodiscard]] double rise_of(VariogramModel model, double u, double kappa);

/// A variogram: semivariance(h) = nugget + partial_sill * rise(h / range) for h > 0, and exactly 0 at h = 0.
class Variogram {
 public:
  /// Spherical, nugget 0, partial sill 1, range 1 m.
  Variogram() = default;

  /// `nugget`, `partial_sill` >= 0 in the squared unit of the data, `range_m` > 0, 0 < `kappa` <= 10; all
  /// finite. The Gaussian model gets a nugget of at least 1e-6 of its partial sill, without which its systems
  /// are singular in practice. Throws Error(usage) for a value out of range.
  Variogram(VariogramModel model, double nugget, double partial_sill, double range_m, double kappa = 0.5);

  [[nodiscard]] VariogramModel model() const { return model_; }
  [[nodiscard]] double nugget() const { return nugget_; }
  [[nodiscard]] double partial_sill() const { return partial_sill_; }
  [[nodiscard]] double range_m() const { return range_m_; }
  [[nodiscard]] double kappa() const { return kappa_; }

  /// Nugget plus partial sill; 0 for data without variance.
  [[nodiscard]] double sill() const { return nugget_ + partial_sill_; }

  /// The same variogram divided by its sill. A sill of 0 gives nugget 0 and partial sill 1. Kriging weights
  /// depend on the shape alone, so all variables and months that share stations and shape share their
  /// weights.
  [[nodiscard]] Variogram shape() const;

  /// Semivariance at distance `h_m` >= 0, m. NaN gives NaN.
  [[nodiscard]] double semivariance(double h_m) const;

  /// The same for a batch of distances. A lane's result depends on its distance alone, bit by bit; it may
  /// differ from the scalar form in the last bits of an exponential. `gamma` may be `h_m` itself.
  void semivariance(const Batch& h_m, Batch& gamma) const;

  friend bool operator==(const Variogram&, const Variogram&) = default;

 private:
  VariogramModel model_ = VariogramModel::spherical;
  double nugget_ = 0, partial_sill_ = 1, range_m_ = 1, kappa_ = 0.5;
};

}  // namespace minenpp::model
