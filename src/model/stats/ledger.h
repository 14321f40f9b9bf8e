#pragma once

#include <limits>

namespace minenpp::model {

/// Grams of carbon -> tonnes. A sum of change times pixel area (ExactAreaSum::value of gC/(m2 month) and m2)
/// becomes the change of carbon in tC/month (science 6.11).
[[nodiscard]] constexpr double carbon_tonnes(double grams) {
  return grams * 1e-6;
}

/// What mining did: the change of NPP on mine land less that of the same class of land far (more than 2 km)
/// from any mine, which weather alone explains (science 6.10). Any one unit; NaN for NaN.
[[nodiscard]] constexpr double mining_effect(double mine_change, double reference_change) {
  return mine_change - reference_change;
}

/// How many times its own area the land with data stands for in a total over all of some land: land without
/// data counts as the mean of the rest, as long as the rest is half of it or more. Exactly 1 where all has
/// data, or where there is no land; NaN where less than half has data, or for
/// land of unknown area.
[[nodiscard]] constexpr double stands_for(double known_m2, double land_m2) {
  if (land_m2 <= known_m2) return 1;
  return known_m2 >= land_m2 / 2 ? land_m2 / known_m2 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace minenpp::model
