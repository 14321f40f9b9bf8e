#include "model/space/reach.h"

#include <cmath>
#include <string>

#include "model/error.h"

namespace minenpp::model {

namespace {

std::int64_t farthest(double size, double radius) {
  if (radius / size > static_cast<double>(largest_halo))
    throw Error(Fault::usage, "a distance of " + std::to_string(radius) + " m is more than " +
                                  std::to_string(largest_halo) + " pixels of " + std::to_string(size) + " m");
  auto k = static_cast<std::int64_t>(radius / size);
  // The quotient only comes close; the product decides.
  while (k > 0 && (static_cast<double>(k) - 0.5) * size > radius) --k;
  while ((static_cast<double>(k) + 0.5) * size <= radius) ++k;
  return k;
}

}  // namespace

void check_reach(PixelSize pixel, double radius) {
  if (!(pixel.width > 0) || !(pixel.height > 0) || !std::isfinite(pixel.width) ||
      !std::isfinite(pixel.height))
    throw Error(Fault::usage, "a distance needs a pixel size above 0");
  if (!(radius >= 0) || !std::isfinite(radius))
    throw Error(Fault::usage, "a search distance is " + std::to_string(radius) + " m, expected 0 or more");
}

Halo halo_of(PixelSize pixel, double radius) {
  check_reach(pixel, radius);
  return {farthest(pixel.height, radius), farthest(pixel.width, radius)};
}

}  // namespace minenpp::model
