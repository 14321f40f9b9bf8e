#pragma once

#include <cstdint>
#include <vector>

#include "survey/demo/demo_layout.h"
#include "survey/demo/district_mines.h"

namespace minenpp::survey {

inline constexpr int sample_count = 45;
inline constexpr int sample_year = 3;  ///< place in demo_years: 2020

struct FieldSample {
  std::int64_t row = 0, col = 0;  ///< pixel of the area, in whose middle the sample lies
  double model_npp = 0;           ///< what CASA finds there in August, about, gC/(m2 month)
  double measured_npp = 0;
};

/// Field samples of August 2020, a third of them on reclaimed land, spread over all districts. A measurement
/// is CASA's value with an error that makes R2 near the paper's 0.700; none lies below 1 gC/(m2 month).
[[nodiscard]] std::vector<FieldSample> field_samples(std::uint64_t seed, const DemoLayout& layout,
                                                     const DistrictMines& mines);

}  // namespace minenpp::survey
