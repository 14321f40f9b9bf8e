#include "model/stats/mean_change.h"

#include <cmath>
#include <limits>

namespace minenpp::model {

double unweighted_mean_change(std::span<const double> earlier, std::span<const double> later) {
  double sum = 0;
  int groups = 0;
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    const double change = later[i] - earlier[i];
    if (std::isnan(change)) continue;
    sum += change;
    ++groups;
  }
  return groups == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / groups;
}

double percent_of(double part, double whole) {
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN() : 100 * part / whole;
}

}  // namespace minenpp::model
