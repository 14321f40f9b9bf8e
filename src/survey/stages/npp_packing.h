#pragma once

#include <cstdint>
#include <vector>

namespace minenpp::survey {

/// NPP, or a difference of NPP, as whole steps of `step` (the unit of npp), rounded to nearest; NaN becomes
/// no_packed_npp. Throws Error(usage), with what to set instead, for a value beyond 32767 steps on either
/// side of zero.
void pack_npp(const std::vector<double>& npp, double step, std::vector<std::int16_t>& packed);

/// NPP in single precision; NaN stays NaN.
void narrow_npp(const std::vector<double>& npp, std::vector<float>& narrowed);

}  // namespace minenpp::survey
