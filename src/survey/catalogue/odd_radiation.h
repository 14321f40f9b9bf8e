#pragma once

#include "io/tables/station_table.h"
#include "survey/catalogue/radiation_check.h"
#include "survey/run/notices.h"

namespace minenpp::survey {

/// Warns of stations whose radiation no climate has, by name: months below 0.05 of what arrives at the top of
/// the atmosphere or above it, or a median of all months below 0.2. The median of all stations does not show
/// them. Polar night is left out (RadiationShares). At most five are named, with how many more there are.
void warn_about_odd_radiation(const io::StationTable& table, const RadiationSource& source, Notices& notices);

}  // namespace minenpp::survey
