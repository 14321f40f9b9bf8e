#pragma once

#include <string>
#include <vector>

#include "io/tables/climate_units.h"

namespace minenpp::io {

/// The names of ClimateUnit that a file may mean by the unit it declares, such as "kg m-2 s-1" or "W m**-2";
/// a sum may be a month's or a day's. Empty where the text is not understood, or absent.
[[nodiscard]] std::vector<std::string> units_meant(StationVariable variable, const std::string& declared);

}  // namespace minenpp::io
