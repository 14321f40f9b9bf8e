#include "io/hdf5/byte_planes.h"

#include <array>

namespace minenpp::io::hdf5 {

namespace {

// Each is two rows of a usual chunk, so that rows that repeat are noticed as well as nodata.
constexpr std::size_t slice_bytes = 512, slice_count = 16;

/// Room for slices that deflate does not shrink. Where they do not fit, they have not shrunk.
constexpr std::size_t room = slice_bytes * slice_count + 64;

void take_slices(std::span<const std::byte> plane, std::vector<std::byte>& slices) {
  slices.clear();
  const auto apart = (plane.size() - slice_bytes) / (slice_count - 1);
  for (std::size_t i = 0; i < slice_count; ++i) {
    const auto slice = plane.subspan(i * apart, slice_bytes);
    slices.insert(slices.end(), slice.begin(), slice.end());
  }
}

bool is_noise(Deflater& deflater, std::span<const std::byte> plane, double most_kept,
              std::vector<std::byte>& slices) {
  if (plane.size() < slice_bytes * slice_count) return false;
  take_slices(plane, slices);
  std::array<std::byte, room> out;
  const auto length = deflater.deflate(slices, out);
  return length == 0 || static_cast<double>(length) > most_kept * static_cast<double>(slices.size());
}

}  // namespace

std::size_t noisy_planes(Deflater& deflater, std::span<const std::byte> shuffled, std::size_t value_size,
                         double most_kept, std::vector<std::byte>& slices) {
  const auto plane = shuffled.size() / value_size;
  std::size_t noisy = 0;
  while (noisy + 1 < value_size &&
         is_noise(deflater, shuffled.subspan(noisy * plane, plane), most_kept, slices))
    ++noisy;
  return noisy;
}

}  // namespace minenpp::io::hdf5
