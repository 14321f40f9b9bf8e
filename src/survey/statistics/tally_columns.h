#pragma once

#include <cstddef>
#include <vector>

namespace minenpp::survey {

/// The columns of a tally: each surveyed month, and the year's sum where the whole year is surveyed.
struct TallyColumns {
  std::vector<int> months;  ///< 1..12
  bool annual = false;

  [[nodiscard]] std::size_t count() const { return months.size() + (annual ? 1 : 0); }
};

}  // namespace minenpp::survey
