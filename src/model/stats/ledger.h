#pragma once

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

}  // namespace minenpp::model
