#include "survey/mines/reclaimed_age.h"

namespace minenpp::survey {

namespace {

constexpr std::int16_t never = 0, from_the_start = -1;

}  // namespace

ReclaimedAge::ReclaimedAge(const std::vector<int>& reclaimed_classes) : is_reclaimed_(256, false) {
  for (const int code : reclaimed_classes)
    if (code >= 0 && code < 256) is_reclaimed_[static_cast<std::size_t>(code)] = true;
}

void ReclaimedAge::next(bool first, int year, std::span<const std::uint8_t> classes) {
  if (first) since_.assign(classes.size(), never);
  age_.resize(classes.size());
  for (std::size_t i = 0; i < classes.size(); ++i) {
    auto& since = since_[i];
    if (!is_reclaimed_[classes[i]])
      since = never;
    else if (since == never)
      since = first ? from_the_start : static_cast<std::int16_t>(year);
    age_[i] = since > never ? static_cast<std::int16_t>(year - since) : not_reclaimed;
  }
}

}  // namespace minenpp::survey
