#include "survey/demo/scene_clouds.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "survey/demo/coordinate_hash.h"
#include "survey/demo/fractal_noise.h"

namespace minenpp::survey {
namespace {

constexpr std::int64_t cloud_rim = 3;
constexpr std::int64_t shadow_rows_north = 14, shadow_cols_west = 11;
constexpr double cirrus_share = 0.04;

// The value that `share` of the field lie above.
double level_above(std::vector<double> field, double share) {
  const auto below = static_cast<std::size_t>(std::llround((1 - share) * static_cast<double>(field.size())));
  if (below >= field.size()) return std::numeric_limits<double>::infinity();
  const auto level = field.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(field.begin(), level, field.end());
  return *level;
}

class Cover {
 public:
  Cover(std::int64_t rows, std::int64_t cols)
      : rows_(rows), cols_(cols), bits_(static_cast<std::size_t>(rows * cols)) {}

  void add_highest(std::uint64_t seed, double share, std::uint8_t bit) {
    std::vector<double> field(bits_.size());
    FractalNoise(seed, 256, 6, 0.55).fill({0, 0, rows_, cols_}, field);
    const double level = level_above(field, share);
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      if (field[i] >= level) bits_[i] |= bit;
    }
  }

  // One way and then the other: a square of so many pixels around every cloud.
  void add_rim() {
    const std::vector<std::uint8_t> wider = spread(bits_, 0, 1);
    const std::vector<std::uint8_t> square = spread(wider, 1, 0);
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      if ((square[i] & cloud_bit) != 0 && (bits_[i] & cloud_bit) == 0) bits_[i] |= dilated_bit;
    }
  }

  void add_shadow() {
    for (std::int64_t row = 0; row + shadow_rows_north < rows_; ++row) {
      for (std::int64_t col = 0; col + shadow_cols_west < cols_; ++col) {
        if ((bits_[at(row + shadow_rows_north, col + shadow_cols_west)] & cloud_bit) == 0) continue;
        std::uint8_t& here = bits_[at(row, col)];
        if ((here & cloud_bit) == 0) here |= shadow_bit;
      }
    }
  }

  [[nodiscard]] std::vector<std::uint8_t> bits() && { return std::move(bits_); }

 private:
  [[nodiscard]] std::size_t at(std::int64_t row, std::int64_t col) const {
    return static_cast<std::size_t>(row * cols_ + col);
  }

  [[nodiscard]] std::vector<std::uint8_t> spread(const std::vector<std::uint8_t>& from, std::int64_t down,
                                                 std::int64_t right) const {
    std::vector<std::uint8_t> to(from.size());
    for (std::int64_t step = -cloud_rim; step <= cloud_rim; ++step) {
      const std::int64_t row_step = step * down, col_step = step * right;
      for (std::int64_t row = std::max<std::int64_t>(0, -row_step); row < std::min(rows_, rows_ - row_step);
           ++row) {
        for (std::int64_t col = std::max<std::int64_t>(0, -col_step); col < std::min(cols_, cols_ - col_step);
             ++col) {
          if ((from[at(row + row_step, col + col_step)] & cloud_bit) != 0) to[at(row, col)] = cloud_bit;
        }
      }
    }
    return to;
  }

  std::int64_t rows_, cols_;
  std::vector<std::uint8_t> bits_;
};

}  // namespace

std::vector<std::uint8_t> cloud_cover(std::uint64_t seed, std::int64_t rows, std::int64_t cols, double share,
                                      bool cirrus) {
  Cover cover(rows, cols);
  cover.add_highest(mix_bits(seed ^ 0x61), share, cloud_bit);
  cover.add_rim();
  cover.add_shadow();
  if (cirrus) cover.add_highest(mix_bits(seed ^ 0x62), cirrus_share, cirrus_bit);
  return std::move(cover).bits();
}

}  // namespace minenpp::survey
