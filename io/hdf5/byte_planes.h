#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "io/hdf5/deflater.h"

namespace minenpp::io::hdf5 {

/// Of shuffled values (all first bytes, all second bytes, ...): how many of the first planes are better
/// stored as they are than deflated. The low bytes of NDVI and NPP are mostly noise, on which deflate spends
/// most of its time and gains nothing. The last plane is never among them.
///
/// A plane is judged by deflating slices from all over it. `most_kept`: stored where the slices keep more
/// than this share of their size. `slices`: room to work in.
[[nodiscard]] std::size_t noisy_planes(Deflater& deflater, std::span<const std::byte> shuffled,
                                       std::size_t value_size, double most_kept,
                                       std::vector<std::byte>& slices);

}  // namespace minenpp::io::hdf5
