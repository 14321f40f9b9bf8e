#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace minenpp::model {

/// Rings of land around mines by distance (science 6.6). Ring 0 is the mine itself (distance 0), ring k = 1,
/// 2, ... is breaks[k - 2] < d <= breaks[k - 1] (ring 1 from above 0), beyond the last break there is none.
///
/// The three ways to count land near several mines differ in the distance they are given:
///  - united: the distance to the nearest of the selected mines (`distances` of either source);
///  - nearest: the same distance and rings; the mine beside it (`nearest`) says whose ring a pixel is, so the
///  rings of
///    all mines add up to the united ones;
///  - per mine: `distances_to` one mine at a time; a pixel may be in rings of several mines.
/// In all of them a pixel inside any mine, selected or not, is in no ring of another mine.
class RingBreaks {
 public:
  static constexpr std::int8_t no_ring = -1;
  static constexpr std::size_t most_rings = 100;

  /// 200, 400, ..., 1000 m, the rings of Fu et al. 2022.
  RingBreaks();

  /// Outer limits in metres. Throws Error(usage) unless there are 1 to 100 finite, ascending numbers above 0.
  explicit RingBreaks(std::vector<double> breaks);

  [[nodiscard]] int count() const { return static_cast<int>(breaks_.size()); }
  [[nodiscard]] std::span<const double> breaks() const { return breaks_; }
  /// How far distances must be known.
  [[nodiscard]] double radius() const { return breaks_.back(); }

  /// 0 for a distance <= 0, 1..count(), or no_ring; no_ring for NaN.
  [[nodiscard]] std::int8_t ring_of(double distance) const;

  /// Rings of many pixels. `distance`: metres, infinite beyond the radius. `in_a_mine`: not 0 for pixels
  /// inside any mine, which become no_ring where their distance is above 0; empty where `distance` is to all
  /// mines there are. Throws Error(usage) where sizes differ.
  void rings(std::span<const double> distance, std::span<const std::uint8_t> in_a_mine,
             std::span<std::int8_t> out) const;

 private:
  std::vector<double> breaks_;
};

/// How NPP changes away from a mine, both signed (science 6.6).
struct RingDifferences {
  double inner = 0;  ///< mean(ring 3) - mean(ring 1)
  double outer = 0;  ///< mean(ring 5) - mean(ring 3)
};

/// From the mean of each ring, ring 1 first. NaN where a ring is missing or NaN.
[[nodiscard]] RingDifferences ring_differences(std::span<const double> ring_means);

}  // namespace minenpp::model
