#pragma once

#include <limits>

namespace minenpp::model {

/// What stands for a missing number everywhere: not a number, which no arithmetic turns into one.
inline constexpr double no_data = std::numeric_limits<double>::quiet_NaN();

}  // namespace minenpp::model
