#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "survey/settings/settings.h"

namespace minenpp::survey {

/// Two surveyed years that are compared, by index; `earlier` < `later`.
struct ChangePeriod {
  std::size_t earlier = 0, later = 0;
  friend bool operator==(const ChangePeriod&, const ChangePeriod&) = default;
};

/// The periods of change.periods ("2006-2020,2006-2016") in the order given; where it is empty, from each
/// surveyed year to the next and, of more than two years, from the first to the last. `years`: ascending.
/// Throws Error(usage) for a text that is no period, a year that is not surveyed and a period given twice.
[[nodiscard]] std::vector<ChangePeriod> change_periods(const Settings& settings,
                                                       const std::vector<int>& years);

/// "2006-2020", as tables and files name a period.
[[nodiscard]] std::string name_of(const ChangePeriod& period, const std::vector<int>& years);

}  // namespace minenpp::survey
