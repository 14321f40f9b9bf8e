#include "survey/catalogue/year_text.h"

#include <fmt/format.h>

namespace minenpp::survey {

std::string year_text(const std::vector<int>& years) {
  std::string text;
  for (std::size_t first = 0; first < years.size();) {
    auto last = first;
    while (last + 1 < years.size() && years[last + 1] == years[last] + 1) ++last;
    if (last == first + 1) last = first;  // two years are no shorter as a range
    text += fmt::format("{}{}", text.empty() ? "" : ", ", years[first]);
    if (last > first) text += fmt::format(" to {}", years[last]);
    first = last + 1;
  }
  return text;
}

}  // namespace minenpp::survey
