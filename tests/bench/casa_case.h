#pragma once

#include "model/casa/casa_year.h"

namespace minenpp::bench {

/// Weather of a continental district, some 4 K wide, whose frost line is crossed in spring and autumn.
[[nodiscard]] double temperature_at(double row, double col, double month);
[[nodiscard]] double precipitation_at(double row, double col, double month);

/// One batch of pixels side by side in that district: grassland, all months with NDVI.
[[nodiscard]] model::CasaInputs casa_case();

}  // namespace minenpp::bench
