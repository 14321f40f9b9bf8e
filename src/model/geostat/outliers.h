#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/geostat/cross_validation.h"
#include "model/geostat/merged_stations.h"

namespace minenpp::model {

/// What counts as an outlier.
struct OutlierRule {
  /// Was the variogram fitted? A variogram that was not takes its sill from the data, and a wild value swells
  /// it so far that it hides itself: then the sample variance of the other stations takes the sill's place.
  bool fitted = false;
  /// |error| beyond so many standard errors; > 0. Where the other stations' variance is the sill, that
  /// variance is itself uncertain, and z has about a Student distribution with one degree of freedom less
  /// than there are others: the limit is then the value that is as unlikely there (17.4 for 4 with six
  /// stations).
  double limit = 4;
  /// Fitted only: the sill was made to go with the variance of these very values, which a wild one swells
  /// here too. That of the others then takes its place, likewise.
  bool goes_with_variance = false;
};

/// Standardised error z = error / standard error of each station of a cross-validation. `values`: one a
/// station of `cross`, that is of all merged stations, in any unit. `variogram`: the one cross-validated
/// with. The standard error is the root of `variance`; by the rule, with the sample variance
/// (n - 1) of the other values in place of the sill. `values` are what is kriged, without
/// what follows a drift. NaN where the standard error is 0 or NaN, or fewer than two others are there to
/// vary; but infinite, with the error's sign, where the others do not vary at all and the error is not 0.
/// Empty for an empty cross-validation; else throws Error(input) for another number of values.
[[nodiscard]] std::vector<double> standardised_errors(std::span<const double> values,
                                                      const CrossValidation& cross,
                                                      const Variogram& variogram, const OutlierRule& rule);

/// A station whose value its neighbours contradict.
struct Outlier {
  int station;   ///< as given; of those at one place the first
  double error;  ///< estimate minus value, data unit
  double z;      ///< standardised error; may be infinite
  friend bool operator==(const Outlier&, const Outlier&) = default;
};

/// The outliers of one column, in station order. A wild value also spoils the estimates around it, so the
/// stations beyond the limit in `cross` are only suspects: each is estimated again from the stations above
/// suspicion, with their sample variance where the sample variance counts (of what does not follow the
/// drift), and is an outlier if it is still beyond the limit. Where that tells nothing (no station,
/// or only one, to estimate it from) a suspect counts as an outlier with its first error. Two stations
/// cannot tell how far a third may be from them, so of three none is one unless the other two agree. Two
/// wrong alike, and nearer to each other than to any third, vouch for each other. A variogram that was not
/// fitted has no nugget and makes stations close together look surer than they are. `values`: one finite
/// value a station given to `merged`; `cross`: the whole cross-validation of them with the other arguments.
/// Throws as cross_validate does, and Error(usage) for a limit not above 0.
[[nodiscard]] std::vector<Outlier> find_outliers(const MergedStations& merged, std::span<const double> values,
                                                 const CrossValidation& cross, const Variogram& variogram,
                                                 const OutlierRule& rule,
                                                 const NeighbourhoodOptions& neighbourhood = {},
                                                 Geometry geometry = Geometry::plane,
                                                 const std::optional<Drift>& drift = {});

}  // namespace minenpp::model
