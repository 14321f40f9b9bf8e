#include "model/space/rings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "model/error.h"

namespace minenpp::model {

RingBreaks::RingBreaks() : RingBreaks({200, 400, 600, 800, 1000}) {}

RingBreaks::RingBreaks(std::vector<double> breaks) : breaks_(std::move(breaks)) {
  if (breaks_.empty() || breaks_.size() > most_rings)
    throw Error(Fault::usage, "found " + std::to_string(breaks_.size()) + " limits of rings, expected 1 to " +
                                  std::to_string(most_rings));
  double before = 0;
  for (const double limit : breaks_) {
    if (!(limit > before) || !std::isfinite(limit))
      throw Error(Fault::usage, "the limits of rings must ascend from above 0, found " +
                                    std::to_string(limit) + " after " + std::to_string(before));
    before = limit;
  }
}

std::int8_t RingBreaks::ring_of(double distance) const {
  if (distance <= 0) return 0;
  if (!(distance <= breaks_.back())) return no_ring;
  const auto limit = std::lower_bound(breaks_.begin(), breaks_.end(), distance);
  return static_cast<std::int8_t>(limit - breaks_.begin() + 1);
}

void RingBreaks::rings(std::span<const double> distance, std::span<const std::uint8_t> in_a_mine,
                       std::span<std::int8_t> out) const {
  if (out.size() != distance.size() || (!in_a_mine.empty() && in_a_mine.size() != distance.size()))
    throw Error(Fault::usage, "rings were asked for " + std::to_string(out.size()) + " pixels from " +
                                  std::to_string(distance.size()) + " distances");
  for (std::size_t i = 0; i < distance.size(); ++i) {
    out[i] = ring_of(distance[i]);
    if (!in_a_mine.empty() && in_a_mine[i] != 0 && out[i] != 0) out[i] = no_ring;
  }
}

RingDifferences ring_differences(std::span<const double> ring_means) {
  const auto mean = [&](std::size_t ring) {
    return ring <= ring_means.size() ? ring_means[ring - 1] : std::numeric_limits<double>::quiet_NaN();
  };
  return {mean(3) - mean(1), mean(5) - mean(3)};
}

}  // namespace minenpp::model
