#include "model/geostat/variogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <boost/math/special_functions/bessel.hpp>

#include "model/error.h"

namespace minenpp::model {

namespace {

struct NamedModel {
  VariogramModel model;
  std::string_view name;
};

constexpr std::array<NamedModel, 6> named_models{{{VariogramModel::spherical, "spherical"},
                                                  {VariogramModel::exponential, "exponential"},
                                                  {VariogramModel::gaussian, "gaussian"},
                                                  {VariogramModel::matern, "matern"},
                                                  {VariogramModel::linear, "linear"},
                                                  {VariogramModel::linear_with_sill, "linear_with_sill"}}};

constexpr double gaussian_least_nugget = 1e-6;
constexpr double largest_kappa = 10;

// Comparisons are written so that NaN falls through to itself.
double at_most_one(double u) {
  return u >= 1 ? 1.0 : u;
}

double matern_rise(double u, double kappa) {
  using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  // K overflows at 0 and underflows beyond 700; the rise is within rounding of its limits there.
  constexpr double smallest_u = 1e-16, largest_u = 700;
  if (std::isnan(u) || u == 0) return u;
  if (u > largest_u) return 1.0;
  const double v = std::max(u, smallest_u);
  const double bessel = boost::math::cyl_bessel_k(kappa, v, Policy());
  return 1 - std::exp2(1 - kappa) / std::tgamma(kappa) * std::pow(v, kappa) * bessel;
}

void require(bool holds, const char* what, double found) {
  if (!holds) throw Error(Fault::usage, std::string(what) + ", found " + std::to_string(found));
}

}  // namespace

std::string_view name_of(VariogramModel model) {
  return std::find_if(named_models.begin(), named_models.end(),
                      [&](const auto& n) { return n.model == model; })
      ->name;
}

VariogramModel variogram_model(std::string_view name) {
  std::string known;
  for (const auto& named : named_models) {
    if (named.name == name) return named.model;
    known += (known.empty() ? "" : ", ") + std::string(named.name);
  }
  throw Error(Fault::usage, "no variogram model \"" + std::string(name) + "\"; expected one of " + known);
}

double rise_of(VariogramModel model, double u, double kappa) {
  switch (model) {
    case VariogramModel::spherical: {
      const double v = at_most_one(u);
      return v * (1.5 - 0.5 * v * v);
    }
    case VariogramModel::exponential:
      return 1 - std::exp(-u);
    case VariogramModel::gaussian:
      return 1 - std::exp(-u * u);
    case VariogramModel::matern:
      return matern_rise(u, kappa);
    case VariogramModel::linear:
      return u;
    case VariogramModel::linear_with_sill:
      return at_most_one(u);
  }
  return no_data;
}

Variogram::Variogram(VariogramModel model, double nugget, double partial_sill, double range_m, double kappa)
    : model_(model), nugget_(nugget), partial_sill_(partial_sill), range_m_(range_m), kappa_(kappa) {
  require(std::isfinite(nugget) && nugget >= 0, "a variogram's nugget must be 0 or more", nugget);
  require(std::isfinite(partial_sill) && partial_sill >= 0, "a variogram's partial sill must be 0 or more",
          partial_sill);
  require(std::isfinite(range_m) && range_m > 0, "a variogram's range must be more than 0 m", range_m);
  require(kappa > 0 && kappa <= largest_kappa, "a variogram's kappa must be more than 0 and at most 10",
          kappa);
  if (model == VariogramModel::gaussian) nugget_ = std::max(nugget_, gaussian_least_nugget * partial_sill_);
}

Variogram Variogram::shape() const {
  if (sill() <= 0) return Variogram(model_, 0, 1, range_m_, kappa_);
  return Variogram(model_, nugget_ / sill(), partial_sill_ / sill(), range_m_, kappa_);
}

double Variogram::semivariance(double h_m) const {
  return h_m == 0 ? 0.0 : nugget_ + partial_sill_ * rise_of(model_, h_m / range_m_, kappa_);
}

void Variogram::semivariance(const Batch& h_m, Batch& gamma) const {
  Batch rise = h_m * (1 / range_m_);
  switch (model_) {
    case VariogramModel::exponential:
      rise = 1 - (-rise).exp();
      break;
    case VariogramModel::gaussian:
      rise = 1 - (-rise * rise).exp();
      break;
    case VariogramModel::spherical:
      rise = rise.min(Batch::Ones());
      rise = rise * (1.5 - 0.5 * rise * rise);
      break;
    case VariogramModel::linear_with_sill:
      rise = rise.min(Batch::Ones());
      break;
    case VariogramModel::matern:
      for (int lane = 0; lane < batch_size; ++lane) rise[lane] = matern_rise(rise[lane], kappa_);
      break;
    case VariogramModel::linear:
      break;
  }
  // Without a nugget every model starts at 0 by itself.
  if (nugget_ == 0) {
    gamma = partial_sill_ * rise;
    return;
  }
  for (int lane = 0; lane < batch_size; ++lane)
    gamma[lane] = h_m[lane] == 0 ? 0.0 : nugget_ + partial_sill_ * rise[lane];
}

}  // namespace minenpp::model
