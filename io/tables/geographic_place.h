#pragma once

#include <string>

namespace minenpp::io {

/// Checks degrees that a table gives. Throws Error(input) where there is no such place on Earth, with a hint
/// where longitude and latitude seem swapped.
///
/// `where`, `what`, `name`: for messages, "line 3: station 'Pinglu' ...". `hint`: ends the message of a
/// latitude out of range.
void check_degrees(const std::string& where, const char* what, const std::string& name, double lon,
                   double lat, const std::string& hint = "");

/// One way to write a longitude of -360..360 degrees, so that tables counting to 360 meet grids counting to
/// 180: -180..180.
[[nodiscard]] double within_half_turn(double lon);

}  // namespace minenpp::io
