#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace minenpp::io {

/// A colour of sRGB, each part 0..255.
struct Colour {
  std::uint8_t r = 0, g = 0, b = 0;
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// "#21918c".
[[nodiscard]] std::string hex(const Colour& colour);

/// Colours for a range of values, low to high: stops at equal distances, straight lines in sRGB between them.
/// All can be told apart by people with any kind of colour blindness, and in print.
struct Ramp {
  std::string name;
  std::vector<Colour> stops;  ///< at least two
};

// For values from low to high: perceptually uniform.
[[nodiscard]] const Ramp& viridis();
[[nodiscard]] const Ramp& inferno();
/// White to dark blue: amounts of water.
[[nodiscard]] const Ramp& blues();
/// Dark purple to white: what matters is small, such as p.
[[nodiscard]] const Ramp& purples_reversed();

// For values around a middle, which is nearly white.
[[nodiscard]] const Ramp& brown_white_green();
[[nodiscard]] const Ramp& red_white_blue();

/// The colour at `at` of a ramp, 0 (its low end) to 1; beyond them the colour of the nearer end. NaN is taken
/// for 0.
[[nodiscard]] Colour colour_at(const Ramp& ramp, double at);

/// Twelve colours for names without order.
[[nodiscard]] std::span<const Colour> distinct_colours();

/// One of distinct_colours(); they come round again where there are more names than colours.
[[nodiscard]] Colour distinct_colour(std::size_t index);

}  // namespace minenpp::io
