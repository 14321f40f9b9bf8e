#pragma once

namespace minenpp::model {

inline constexpr double biomass_carbon_fraction = 0.45;  ///< gC a g of dry matter (Jiao et al. 2018)
inline constexpr double root_shoot_dry_grass = 2.8;      ///< semi-arid grassland (IPCC 2006)
inline constexpr double root_shoot_crops = 0.2;
inline constexpr double default_growing_months = 5;

/// NPP over the growth period of herbs or crops from their standing crop: AGB (1 + R:S) CF, gC/m2
/// (science 6.9). `above_ground`: dry matter above ground, g/m2, >= 0. `root_shoot`: below / above ground, >=
/// 0. `carbon_fraction`: gC a g, 0..1. NaN for any NaN; Error(input) where one is out of range.
[[nodiscard]] double herb_npp(double above_ground, double root_shoot,
                              double carbon_fraction = biomass_carbon_fraction);

/// NPP of trees from two inventories: (later - earlier) CF / years + litter, gC/(m2 year). `earlier`,
/// `later`: dry matter, g/m2, >= 0; `years` > 0; `litter`: gC/(m2 year), >= 0. NaN for any NaN; Error(input)
/// out of range.
[[nodiscard]] double tree_npp(double earlier, double later, double years, double litter,
                              double carbon_fraction = biomass_carbon_fraction);

/// NPP a month of the growth period, gC/(m2 month). `months` > 0, else Error(input).
[[nodiscard]] double monthly_npp(double npp, double months = default_growing_months);

}  // namespace minenpp::model
