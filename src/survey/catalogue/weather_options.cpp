#include <bit>
#include <limits>

#include <fmt/format.h>

#include "survey/catalogue/catalogue.h"

namespace minenpp::survey {

namespace {

using model::Error;
using model::Fault;

model::VariogramFitOptions fit_options(const Settings& settings) {
  model::VariogramFitOptions fit;
  fit.model = model::variogram_model(settings.text("weather.variogram"));
  if (fit.model == model::VariogramModel::matern) fit.kappa = settings.number("weather.matern-kappa");
  const auto weights = settings.text("weather.fit-weights");
  fit.weights = weights == "n"               ? model::FitWeights::pairs
                : weights == "n_over_gamma2" ? model::FitWeights::pairs_over_semivariance2
                : weights == "equal"         ? model::FitWeights::equal
                                             : model::FitWeights::pairs_over_distance2;
  return fit;
}

std::optional<model::Variogram> fixed_variogram(const Settings& settings, WeatherVariable variable,
                                                const model::VariogramFitOptions& fit) {
  const auto key = "weather." + io::name_of(variable) + "-variogram";
  if (!settings.has(key)) return std::nullopt;
  return model::in_context(settings.where(key), [&] {
    const auto values = settings.numbers(key);
    if (values.size() != 3)
      throw Error(Fault::usage,
                  fmt::format("{} numbers; expected nugget, partial sill and range", values.size()));
    if (values[0] == 0 && values[1] == 0)
      throw Error(Fault::usage,
                  fmt::format("{}: nugget and partial sill are both 0, a variable that does not vary; "
                              "one of them must be more than 0, such as 0.2,1.8,{}",
                              settings.text(key), values[2]));
    return model::Variogram(fit.model, values[0], values[1], values[2], fit.kappa);
  });
}

model::NeighbourhoodOptions neighbourhood_options(const Settings& settings) {
  model::NeighbourhoodOptions neighbourhood;
  neighbourhood.kind = model::neighbourhood_kind(settings.text("weather.neighbourhood"));
  neighbourhood.global_limit = settings.integer("weather.global-limit");
  neighbourhood.nearest = settings.integer("weather.neighbours");
  neighbourhood.per_octant = settings.integer("weather.per-octant");
  neighbourhood.radius_m =
      settings.number_if_set("weather.radius").value_or(std::numeric_limits<double>::infinity());
  return neighbourhood;
}

DriftKind drift_kind(const Settings& settings, WeatherVariable variable) {
  const auto key = "weather." + io::name_of(variable) + "-drift";
  const auto word = settings.text(key);
  const bool has_dem = settings.has("weather.dem");
  if (word == "none") return DriftKind::none;
  if (word == "auto") return has_dem ? DriftKind::elevation : DriftKind::none;
  if (!has_dem)
    throw Error(Fault::usage,
                settings.where(key) + ": needs the elevation of every pixel; weather.dem is not set");
  if (word == "lapse") return DriftKind::lapse;
  // Months of rain and radiation whose slope cannot be estimated are kriged without it, as documented.
  return variable == WeatherVariable::temperature ? DriftKind::elevation_only : DriftKind::elevation;
}

LatticeRules lattice_rules(const Settings& settings) {
  LatticeRules lattice;
  lattice.on = settings.text("weather.lattice") == "on";
  lattice.cell = settings.integer("weather.lattice-cell");
  lattice.tolerance = settings.number("weather.tolerance");
  if (!std::has_single_bit(static_cast<std::uint64_t>(lattice.cell)))
    throw Error(Fault::usage,
                settings.where("weather.lattice-cell") + ": must be a power of two, such as 64 or 128");
  return lattice;
}

}  // namespace

WeatherRules weather_rules(const Settings& settings) {
  WeatherRules rules;
  rules.fit = fit_options(settings);
  rules.pooled = settings.text("weather.pooling") == "pooled";
  for (const auto variable : weather_variables) {
    const auto v = static_cast<std::size_t>(variable);
    rules.fixed[v] = fixed_variogram(settings, variable, rules.fit);
    rules.drift[v] = drift_kind(settings, variable);
  }
  rules.detrend = settings.text("weather.detrend") == "linear";
  rules.anisotropy = {settings.number("weather.anisotropy-angle"),
                      settings.number("weather.anisotropy-ratio")};
  rules.neighbourhood = neighbourhood_options(settings);
  rules.lattice = lattice_rules(settings);
  rules.check_points = settings.integer("weather.check-points");
  rules.flag_limit = settings.number("weather.flag-limit");
  rules.leave_out_flagged = settings.yes("weather.leave-out-flagged");
  rules.uncertainty_step = settings.integer("weather.uncertainty-step");
  return rules;
}

}  // namespace minenpp::survey
