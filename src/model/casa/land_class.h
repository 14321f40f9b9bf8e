#pragma once

#include <string>
#include <vector>

#include "model/grid/batch.h"

namespace minenpp::model {

/// Where a class takes the NDVI bounds of its FPAR from.
enum class BoundsSource {
  own,     ///< quantiles of its own pixels
  pooled,  ///< quantiles of the pixels of the classes in bounds_classes: bare or young land must not be its
           ///< own measure
  table,   ///< the published bounds of its row
  none,    ///< not vegetated: FPAR is 0
};

/// One land-cover class: what CASA needs to know about it.
struct LandClass {
  int code = 0;
  std::string name;
  double emax_gC_MJ = 0;  ///< maximum light-use efficiency, gC per MJ of absorbed PAR
  BoundsSource bounds = BoundsSource::none;
  std::vector<int>
      bounds_classes;  ///< codes whose pixels give the quantiles (own: the class itself); else empty
  double table_ndvi_min = no_data;  ///< published bounds, used for `table` and where there are too few pixels
  double table_ndvi_max = no_data;
  bool vegetated = false;
  bool woody = false;  ///< deep roots: the soil bucket uses the constants for trees

  friend bool operator==(const LandClass&, const LandClass&) = default;
};

/// The twelve classes of a mining district. emax and table bounds of Zhu et al. 2006, 2007 (deciduous
/// broadleaf forest for forest; "other" for crops and grass). Reclaimed land shares the parameters of the
/// native class, so that the two can be compared; built-up, abandoned land and dumps take the bounds of
/// classes 1 to 3 together.
[[nodiscard]] std::vector<LandClass> default_land_classes();

/// Throws Error(usage) naming the class and what is wrong: a code twice, emax outside 0..5, vegetated without
/// bounds (or bounds without vegetation), bounds_classes that are empty, unknown or not vegetated, table
/// bounds that are not -1 <= min < max <= 0.99 on a vegetated class.
void check_land_classes(const std::vector<LandClass>& classes);

}  // namespace minenpp::model
