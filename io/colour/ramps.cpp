#include "io/colour/ramps.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace minenpp::io {

namespace {

constexpr Colour rgb(std::uint32_t code) {
  return {static_cast<std::uint8_t>(code >> 16), static_cast<std::uint8_t>(code >> 8),
          static_cast<std::uint8_t>(code)};
}

// Okabe and Ito's colours (2008) and some of Tol's (2021), moved until any two stay apart for people with
// each kind of colour blindness (tests/io/colour).
constexpr std::array distinct{rgb(0x274bd4), rgb(0xf3ae26), rgb(0x0e724c), rgb(0xc84fba),
                              rgb(0x34e1ff), rgb(0xaf3d05), rgb(0xffff32), rgb(0x3f0d6e),
                              rgb(0xa6af4e), rgb(0x6d3661), rgb(0x6cc280), rgb(0xb68498)};

std::uint8_t between(std::uint8_t low, std::uint8_t high, double share) {
  return static_cast<std::uint8_t>(std::lround(low + share * (high - low)));
}

}  // namespace

std::string hex(const Colour& colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b);
}

// viridis and inferno: van der Walt and Smith 2015, every 16th of their 256 colours. The others: ColorBrewer
// (Brewer and Harrower 2013), the widest scheme of each.
const Ramp& viridis() {
  static const Ramp ramp{
      "viridis",
      {rgb(0x440154), rgb(0x48186a), rgb(0x472d7b), rgb(0x424086), rgb(0x3b528b), rgb(0x33638d),
       rgb(0x2c728e), rgb(0x26828e), rgb(0x21918c), rgb(0x1fa088), rgb(0x28ae80), rgb(0x3fbc73),
       rgb(0x5ec962), rgb(0x84d44b), rgb(0xaddc30), rgb(0xd8e219), rgb(0xfde725)}};
  return ramp;
}

const Ramp& inferno() {
  static const Ramp ramp{
      "inferno",
      {rgb(0x000004), rgb(0x0b0724), rgb(0x210c4a), rgb(0x3d0965), rgb(0x57106e), rgb(0x71196e),
       rgb(0x8a226a), rgb(0xa32c61), rgb(0xbc3754), rgb(0xd24644), rgb(0xe45a31), rgb(0xf1731d),
       rgb(0xf98e09), rgb(0xfcac11), rgb(0xf9cb35), rgb(0xf2ea69), rgb(0xfcffa4)}};
  return ramp;
}

const Ramp& blues() {
  static const Ramp ramp{"blues",
                         {rgb(0xf7fbff), rgb(0xdeebf7), rgb(0xc6dbef), rgb(0x9ecae1), rgb(0x6baed6),
                          rgb(0x4292c6), rgb(0x2171b5), rgb(0x08519c), rgb(0x08306b)}};
  return ramp;
}

const Ramp& purples_reversed() {
  static const Ramp ramp{"purples_reversed",
                         {rgb(0x3f007d), rgb(0x54278f), rgb(0x6a51a3), rgb(0x807dba), rgb(0x9e9ac8),
                          rgb(0xbcbddc), rgb(0xdadaeb), rgb(0xefedf5), rgb(0xfcfbfd)}};
  return ramp;
}

const Ramp& brown_white_green() {
  static const Ramp ramp{
      "brown_white_green",
      {rgb(0x543005), rgb(0x8c510a), rgb(0xbf812d), rgb(0xdfc27d), rgb(0xf6e8c3), rgb(0xf5f5f5),
       rgb(0xc7eae5), rgb(0x80cdc1), rgb(0x35978f), rgb(0x01665e), rgb(0x003c30)}};
  return ramp;
}

const Ramp& red_white_blue() {
  static const Ramp ramp{
      "red_white_blue",
      {rgb(0x67001f), rgb(0xb2182b), rgb(0xd6604d), rgb(0xf4a582), rgb(0xfddbc7), rgb(0xf7f7f7),
       rgb(0xd1e5f0), rgb(0x92c5de), rgb(0x4393c3), rgb(0x2166ac), rgb(0x053061)}};
  return ramp;
}

Colour colour_at(const Ramp& ramp, double at) {
  const double place = at > 0 ? std::min(at, 1.0) * static_cast<double>(ramp.stops.size() - 1) : 0;
  const auto below = std::min(static_cast<std::size_t>(place), ramp.stops.size() - 2);
  const double share = place - static_cast<double>(below);
  const auto &low = ramp.stops[below], &high = ramp.stops[below + 1];
  return {between(low.r, high.r, share), between(low.g, high.g, share), between(low.b, high.b, share)};
}

std::span<const Colour> distinct_colours() {
  return distinct;
}

Colour distinct_colour(std::size_t index) {
  return distinct[index % distinct.size()];
}

}  // namespace minenpp::io
