#pragma once

#include <cstdint>
#include <span>

#include "model/grid/grid.h"

namespace minenpp::survey {

/// Smooth random texture over the plane of pixels: octaves of value noise (random values at the nodes of a
/// square lattice, blended between them), each octave with half the wavelength of the one before. The value
/// of a pixel depends on its row, its column and the seed alone, to the last bit.
class FractalNoise {
 public:
  /// `wavelength`: node distance of the first octave, pixels, a power of two; `octaves` >= 1 and
  /// wavelength >> (octaves - 1) >= 2; `gain`: amplitude of an octave over that of the octave before, in (0,
  /// 1].
  FractalNoise(std::uint64_t seed, std::int64_t wavelength, int octaves, double gain);

  /// Writes the pixels of `window` (which may reach outside the grid) row by row: mean 0, variance near 1.
  void fill(const model::Window& window, std::span<double> out) const;

 private:
  std::uint64_t seed_;
  std::int64_t wavelength_;
  int octaves_;
  double gain_;
};

}  // namespace minenpp::survey
