#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/geostat/kriging_system.h"
#include "model/geostat/merged_stations.h"
#include "model/geostat/neighbour_systems.h"
#include "model/geostat/neighbourhood.h"

namespace minenpp::model {

/// One variable in one month, ready to be evaluated by the kernel that made it.
struct KrigedField {
  std::vector<double> values;                                ///< one a merged station
  DualCoefficients dual;                                     ///< only with a global neighbourhood
  double lowest = -std::numeric_limits<double>::infinity();  ///< estimates below this are raised to it
};

/// The pixel kernel: kriges many fields at once at 64 positions. All fields share the stations, the shape of
/// the variogram, the neighbourhood and the drift, so distances and semivariances are computed once for all
/// of them.
///
/// With all stations in use an estimate costs one multiplication a station and field (dual kriging); with a
/// local neighbourhood the weights are solved for at each pixel, from a factorisation kept while its stations
/// come back. A lane's result depends on that lane's position alone, bit by bit, whatever else was or is
/// evaluated.
class KrigingKernel {
  struct Shared;

 public:
  /// Memory of one caller (one thread): scratch, and the factorisations of a local neighbourhood.
  class Workspace {
    friend class KrigingKernel;
    std::shared_ptr<const Shared> owner_;
    NeighbourSystems systems_;
    Neighbourhood::Scratch search_;
    KrigingScratch solving_;
    VarianceScratch variances_;
    std::vector<int> chosen_, other_;
    std::vector<double> weights_, before_, after_, jump_;
    PossibleSwaps swaps_;
  };

  /// `stations`: at least one, in station order; those that share a place are averaged (MergedStations).
  /// `drift`: one finite value a station given. Throws as KrigingSystem, MergedStations and Neighbourhood do.
  KrigingKernel(std::span<const Position> stations, const Variogram& variogram,
                const NeighbourhoodOptions& neighbourhood = {}, Geometry geometry = Geometry::plane,
                const std::optional<Drift>& drift = {});

  [[nodiscard]] const MergedStations& stations() const;
  [[nodiscard]] bool global() const;
  /// The one system of a global neighbourhood; null for a local one.
  [[nodiscard]] const KrigingSystem* system() const;

  /// `values`: one finite value a station given, in any unit; the estimates have it too. `lowest`: 0 for
  /// precipitation and radiation, say. Throws Error(input) for a wrong number of values or one that is not
  /// finite.
  [[nodiscard]] KrigedField field(std::span<const double> values,
                                  double lowest = -std::numeric_limits<double>::infinity()) const;

  /// out[f] = estimates of fields[f] at the positions. NaN where the position is NaN, where a drift is in use
  /// and NaN there, and where a local neighbourhood holds no station. `out` has as many batches as there are
  /// fields, all of which this kernel made. The workspace may come from any kernel; it is emptied when it
  /// changes hands.
  void evaluate(const BatchPositions& at, std::span<const KrigedField> fields, std::span<Batch> out,
                Workspace& workspace) const;

  /// Kriging variances at the positions divided by the sill, >= 0: times the sill of a field's variogram they
  /// are that field's, in its squared unit. NaN where `evaluate` gives NaN, and where there is no variance to
  /// know: a single station (everywhere, or in the neighbourhood of that position), or weights by inverse
  /// distance. A lane's result depends on that lane's position and drift alone, bit by bit.
  void evaluate_variance(const BatchPositions& at, Batch& variance, Workspace& workspace) const;

  /// How far the estimates can jump within `reach_m` of a place because one station takes another's place
  /// among the chosen: for each field the sum, over the stations that may join, of the largest change that
  /// one of them makes at the place itself. 0 with a global neighbourhood; infinite where too many may change
  /// to tell, or the estimate may end (search radius). `drift`: at the place. `largest`: one a field. For
  /// callers that interpolate: estimates are smooth wherever nothing can jump.
  void jumps(const Position& at, double drift, double reach_m, std::span<const KrigedField> fields,
             std::span<double> largest, Workspace& workspace) const;

 private:
  void own(Workspace& workspace) const;
  void estimate_from(const std::vector<int>& chosen, const Position& at, double drift,
                     std::span<const KrigedField> fields, std::span<double> out, Workspace& workspace) const;
  void evaluate_global(const BatchPositions& at, std::span<const KrigedField> fields,
                       std::span<Batch> out) const;
  void evaluate_local(const BatchPositions& at, std::span<const KrigedField> fields, std::span<Batch> out,
                      Workspace& workspace) const;

  std::shared_ptr<const Shared> shared_;
};

}  // namespace minenpp::model
