#pragma once

#include <vector>

namespace minenpp::model {

/// Eight years of golden P2 and P3.
inline const std::vector<double> climate_npp{31, 28, 36, 40, 33, 45, 38, 42};
inline const std::vector<double> climate_precipitation{80, 62, 110, 120, 90, 150, 100, 140};
inline const std::vector<double> climate_temperature{20.1, 21.0, 19.2, 19.0, 20.3, 18.7, 19.9, 19.4};

}  // namespace minenpp::model
