#include "survey/demo/fractal_noise.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "model/floor_division.h"
#include "survey/demo/coordinate_hash.h"

namespace minenpp::survey {
namespace {

double smooth_step(double t) {
  return t * t * (3.0 - 2.0 * t);
}

// The variance of blended uniform values in [-1, 1], averaged over a cell: 1/3 of the mean of (w^2 +
// (1-w)^2)^2 over both axes, that is 1/3 (26/35)^2.
constexpr double blend_variance = (26.0 / 35.0) * (26.0 / 35.0) / 3.0;

class Octave {
 public:
  Octave(std::uint64_t seed, std::int64_t spacing, double amplitude, const model::Window& window)
      : seed_(seed),
        spacing_(spacing),
        amplitude_(amplitude),
        window_(window),
        first_node_(model::floor_division(window.col, spacing)),
        nodes_(static_cast<std::size_t>(model::floor_division(window.col + window.cols - 1, spacing) -
                                        first_node_ + 2)),
        weights_(static_cast<std::size_t>(spacing)) {
    for (std::size_t step = 0; step < weights_.size(); ++step)
      weights_[step] = weight(static_cast<double>(step));
  }

  void add(std::span<double> out) {
    for (std::int64_t row = 0; row < window_.rows; ++row) {
      blend_nodes(window_.row + row);
      add_row(out.data() + row * window_.cols);
    }
  }

 private:
  [[nodiscard]] double weight(double step) const {
    return smooth_step((step + 0.5) / static_cast<double>(spacing_));
  }

  [[nodiscard]] double node(std::int64_t row, std::int64_t col) const {
    return amplitude_ * (2.0 * unit_from(coordinate_hash(seed_, row, col)) - 1.0);
  }

  void blend_nodes(std::int64_t row) {
    const std::int64_t node_row = model::floor_division(row, spacing_);
    const double down = weights_[static_cast<std::size_t>(row - node_row * spacing_)];
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const std::int64_t node_col = first_node_ + static_cast<std::int64_t>(i);
      const double above = node(node_row, node_col);
      nodes_[i] = above + down * (node(node_row + 1, node_col) - above);
    }
  }

  void add_row(double* out) const {
    std::int64_t step = window_.col - first_node_ * spacing_;
    std::int64_t col = 0;
    for (std::size_t i = 0; col < window_.cols; ++i, step = 0) {
      const std::int64_t run = std::min(spacing_ - step, window_.cols - col);
      const double left = nodes_[i], rise = nodes_[i + 1] - nodes_[i];
      for (std::int64_t k = 0; k < run; ++k) {
        out[col + k] += left + rise * weights_[static_cast<std::size_t>(step + k)];
      }
      col += run;
    }
  }

  std::uint64_t seed_;
  std::int64_t spacing_;
  double amplitude_;
  model::Window window_;
  std::int64_t first_node_;
  std::vector<double> nodes_, weights_;
};

}  // namespace

FractalNoise::FractalNoise(std::uint64_t seed, std::int64_t wavelength, int octaves, double gain)
    : seed_(seed), wavelength_(wavelength), octaves_(octaves), gain_(gain) {}

void FractalNoise::fill(const model::Window& window, std::span<double> out) const {
  double variance = 0, amplitude = 1;
  for (int k = 0; k < octaves_; ++k, amplitude *= gain_) variance += amplitude * amplitude * blend_variance;
  std::fill(out.begin(), out.end(), 0.0);
  amplitude = 1 / std::sqrt(variance);
  for (int k = 0; k < octaves_; ++k, amplitude *= gain_) {
    const std::uint64_t octave_seed = mix_bits(seed_ + static_cast<std::uint64_t>(k));
    Octave(octave_seed, wavelength_ >> k, amplitude, window).add(out);
  }
}

}  // namespace minenpp::survey
