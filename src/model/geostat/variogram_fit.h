#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/geostat/empirical_variogram.h"
#include "model/geostat/variogram.h"

namespace minenpp::model {

/// Weight of a bin in the fit: N / h^2 (gstat's method 7), N, N / gamma^2 with the fitted model's gamma
/// (Cressie 1985), or 1.
enum class FitWeights { pairs_over_distance2, pairs, pairs_over_semivariance2, equal };

struct VariogramFitOptions {
  VariogramModel model = VariogramModel::spherical;
  double kappa = 0.5;  ///< Matern only; not fitted
  FitWeights weights = FitWeights::pairs_over_distance2;
  int least_stations = few_stations;  ///< fewer stations get the default variogram
  int most_stations = 3000;  ///< of more stations a fixed sample gives the empirical variogram; 1 or more
};

/// A variogram and where it came from.
struct FittedVariogram {
  Variogram variogram;
  bool fitted = false;   ///< false: the default variogram, or a fit that was not accepted
  std::string reason;    ///< why it is not a fit; empty for a fit
  double sse = no_data;  ///< weighted sum of squares at the minimum; NaN where nothing was fitted
  std::vector<VariogramBin> empirical;  ///< the points fitted to
};

/// Spherical, nugget 0, range = the largest distance between stations (1 m for a single one), partial sill =
/// the pooled sample variance of the columns (science, section 5).
[[nodiscard]] Variogram default_variogram(std::span<const Position> stations,
                                          std::span<const std::vector<double>> columns);

/// Minimises sum w (gamma - model)^2 over nugget >= 0, partial sill >= 0 and 0.1 h_1 <= range <= 3 h_max.
/// Nugget and partial sill enter linearly, so for each range they are solved for exactly and the range alone
/// is searched over its whole interval: the minimum found is the global one and needs no start. The linear
/// model, where only partial_sill / range is determined, gets range = h_max. Accepted (`fitted`) if it
/// converged, the range is inside its interval and the partial sill is above 0; else `reason` says why not
/// and `variogram` is the best seen. At least three bins are needed (two for the linear model).
[[nodiscard]] FittedVariogram fit_variogram(std::vector<VariogramBin> bins,
                                            const VariogramFitOptions& options);

/// The variogram of section 5 for these stations: the default one for fewer than `least_stations` or where
/// the fit is not accepted, else the fit to `columns` pooled. Stations without a value in any column do not
/// count, as if they were not given. `stations` and `columns` as for empirical_variogram, with stations that
/// share a place merged (MergedStations), or they count twice. Of more than `most_stations` the empirical
/// variogram, its cutoff and its bins come from sample_of(.., most_stations): 3000 stations are 4.5 million
/// pairs, and time grows with their number. The default variogram always comes from all stations with a
/// value. Throws Error(usage) for `most_stations` below 1.
[[nodiscard]] FittedVariogram choose_variogram(std::span<const Position> stations,
                                               std::span<const std::vector<double>> columns,
                                               const VariogramFitOptions& options,
                                               Geometry geometry = Geometry::plane);

}  // namespace minenpp::model
