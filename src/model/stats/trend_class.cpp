#include "model/stats/trend_class.h"

#include <cmath>

namespace minenpp::model {

TrendClass trend_class(double slope, double p, double alpha) {
  if (std::isnan(slope) || std::isnan(p)) return TrendClass::none;
  const bool significant = p < alpha;
  if (slope < 0) return significant ? TrendClass::significant_decrease : TrendClass::slight_decrease;
  if (slope > 0) return significant ? TrendClass::significant_increase : TrendClass::slight_increase;
  return TrendClass::stable;
}

const char* trend_class_name(TrendClass trend) {
  switch (trend) {
    case TrendClass::significant_decrease:
      return "significant decrease";
    case TrendClass::slight_decrease:
      return "slight decrease";
    case TrendClass::stable:
      return "stable";
    case TrendClass::slight_increase:
      return "slight increase";
    case TrendClass::significant_increase:
      return "significant increase";
    case TrendClass::none:
      break;
  }
  return "no data";
}

}  // namespace minenpp::model
