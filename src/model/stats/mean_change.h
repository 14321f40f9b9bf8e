#pragma once

#include <span>

namespace minenpp::model {

/// Mean over groups (mines), each counting once whatever its size, of later - earlier; groups in which either
/// is NaN are left out, NaN where none is left (science 6.7; Table 4 of Fu et al. 2022). Equal sizes.
[[nodiscard]] double unweighted_mean_change(std::span<const double> earlier, std::span<const double> later);

/// Part of a whole in percent; NaN where the whole is 0.
[[nodiscard]] double percent_of(double part, double whole);

}  // namespace minenpp::model
