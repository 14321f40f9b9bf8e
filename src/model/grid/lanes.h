#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "model/grid/batch.h"

namespace minenpp::model {

// A batch is computed a vector at a time, with all intermediate values of a formula in registers. The vectors
// are the compiler's own type: its arithmetic is that of double, element by element, in the order written, on
// every instruction set; `mask ? a : b` chooses by element.

// The width goes by the library that is compiled, so all that takes or returns Lanes is inline: no library
// may call that of another.
#if defined(__AVX512F__)
constexpr int lane_bytes = 64;
#elif defined(__AVX__)
constexpr int lane_bytes = 32;
#else
constexpr int lane_bytes = 16;
#endif
constexpr int lane_count = lane_bytes / static_cast<int>(sizeof(double));
static_assert(batch_size % lane_count == 0);

/// `lane_count` neighbouring pixels of a batch.
using Lanes [[gnu::vector_size(lane_bytes)]] = double;
/// What comparing Lanes gives: -1 where true, 0 where not.
using LaneMask [[gnu::vector_size(lane_bytes)]] = std::int64_t;

/// The lanes of a batch from `pixel` on, a multiple of lane_count.
[[nodiscard]] inline Lanes lanes_of(const Batch& batch, int pixel) {
  Lanes lanes;
  std::memcpy(&lanes, batch.data() + pixel, sizeof(lanes));
  return lanes;
}

[[nodiscard]] inline LaneMask lanes_of(const BatchMask& batch, int pixel) {
  static_assert(sizeof(bool) == 1 && std::endian::native == std::endian::little);
  std::uint64_t flags = 0;
  std::memcpy(&flags, batch.data() + pixel, lane_count);
  LaneMask byte_of_lane;
  for (int lane = 0; lane < lane_count; ++lane) byte_of_lane[lane] = std::int64_t{0x7f} << (8 * lane);
  return ((LaneMask{} + static_cast<std::int64_t>(flags)) & byte_of_lane) != 0;
}

inline void put_lanes(const Lanes& lanes, Batch& batch, int pixel) {
  std::memcpy(batch.data() + pixel, &lanes, sizeof(lanes));
}

/// The same value in all lanes.
[[nodiscard]] inline Lanes spread(double value) {
  return Lanes{} + value;
}

[[nodiscard]] inline LaneMask is_nan(const Lanes& x) {
  return x != x;
}

[[nodiscard]] inline bool any_lane(const LaneMask& mask) {
  std::int64_t any = 0;
  for (int lane = 0; lane < lane_count; ++lane) any |= mask[lane];
  return any != 0;
}

/// Calls f(first pixel) for each vector of a batch.
template <typename Function>
inline void for_each_lanes(Function f) {
  for (int pixel = 0; pixel < batch_size; pixel += lane_count) f(pixel);
}

/// `formula(lanes of each batch)` for every vector of them.
template <typename Formula, typename... Batches>
[[nodiscard]] inline Batch map_lanes(Formula formula, const Batches&... batches) {
  Batch result;
  for_each_lanes([&](int pixel) { put_lanes(formula(lanes_of(batches, pixel)...), result, pixel); });
  return result;
}

/// Whether `formula(lanes of each batch)`, a mask, is true for any pixel.
template <typename Formula, typename... Batches>
[[nodiscard]] inline bool any_lane(Formula formula, const Batches&... batches) {
  LaneMask found{};
  for_each_lanes([&](int pixel) { found |= formula(lanes_of(batches, pixel)...); });
  return any_lane(found);
}

}  // namespace minenpp::model
