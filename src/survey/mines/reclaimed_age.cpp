#include "survey/mines/reclaimed_age.h"

#include "survey/npp/class_lookup.h"

namespace minenpp::survey {

namespace {

/// Not reclaimed when last seen; reclaimed since before it was first seen; not seen yet.
constexpr std::int16_t never = 0, from_the_start = -1, unseen = -2;

}  // namespace

ReclaimedAge::ReclaimedAge(const std::vector<int>& reclaimed_classes) : reclaimed_(reclaimed_classes) {}

void ReclaimedAge::next(bool first, int year, std::span<const std::uint8_t> classes) {
  if (first) since_.assign(classes.size(), unseen);
  age_.assign(classes.size(), not_reclaimed);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    auto& since = since_[i];
    if (classes[i] == no_class) continue;
    if (!reclaimed_.has(classes[i]))
      since = never;
    else if (since == unseen)
      since = from_the_start;
    else if (since == never)
      since = static_cast<std::int16_t>(year);
    if (since > never) age_[i] = static_cast<std::int16_t>(year - since);
  }
}

}  // namespace minenpp::survey
