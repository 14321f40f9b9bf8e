#include "model/casa/composite.h"

#include <algorithm>

#include "model/error.h"

namespace minenpp::model {

namespace {

/// The first of the observations that no other is better than.
template <typename IsBetter>
Composited chosen(std::span<const Observation> observations, IsBetter is_better) {
  const Observation* best = &observations.front();
  for (const Observation& next : observations.subspan(1))
    if (is_better(next, *best)) best = &next;
  return {best->code, best->water};
}

bool has_larger_ndvi(const Observation& a, const Observation& b) {
  return a.code > b.code;
}

bool is_better(const Observation& a, const Observation& b) {
  return a.penalty != b.penalty ? a.penalty < b.penalty : a.code > b.code;
}

/// Integers only: a half is rounded away from zero.
std::int16_t mean_code(int a, int b) {
  const int sum = a + b;
  return static_cast<std::int16_t>((sum + (sum < 0 ? -1 : 1)) / 2);
}

Composited median(std::span<Observation> observations) {
  const auto by_code = [](const Observation& a, const Observation& b) { return a.code < b.code; };
  std::sort(observations.begin(), observations.end(), by_code);
  const std::size_t count = observations.size();
  const std::int16_t code = mean_code(observations[(count - 1) / 2].code, observations[count / 2].code);
  const auto flagged = std::count_if(observations.begin(), observations.end(),
                                     [](const Observation& observation) { return observation.water; });
  return {code, 2 * static_cast<std::size_t>(flagged) > count};
}

}  // namespace

Composited composite_of(Composite rule, std::span<Observation> observations) {
  if (observations.empty()) throw Error(Fault::system, "a composite was asked of no observations");
  switch (rule) {
    case Composite::maximum:
      break;
    case Composite::median:
      return median(observations);
    case Composite::best:
      return chosen(observations, is_better);
  }
  return chosen(observations, has_larger_ndvi);
}

}  // namespace minenpp::model
