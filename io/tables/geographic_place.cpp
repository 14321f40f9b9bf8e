#include "io/tables/geographic_place.h"

#include <cmath>

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::io {

using model::Error;
using model::Fault;

void check_degrees(const std::string& where, const char* what, const std::string& name, double lon,
                   double lat, const std::string& hint) {
  if (std::abs(lat) > 90 && std::abs(lon) <= 90 && std::abs(lat) <= 180)
    throw Error(Fault::input, fmt::format("{}: {} '{}' has latitude {} and longitude {}; they look swapped",
                                          where, what, name, lat, lon));
  if (std::abs(lat) > 90)
    throw Error(Fault::input, fmt::format("{}: {} '{}' has latitude {}, outside -90..90 degrees{}", where,
                                          what, name, lat, hint));
  if (std::abs(lon) > 360)
    throw Error(Fault::input, fmt::format("{}: {} '{}' has longitude {}, outside -180..360 degrees", where,
                                          what, name, lon));
}

double within_half_turn(double lon) {
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
  return lon;
}

}  // namespace minenpp::io
