#include "survey/statistics/sum_integers.h"

#include <fmt/format.h>

#include "model/error.h"

namespace minenpp::survey {

namespace {

void expect(std::size_t found, std::size_t expected) {
  if (found != expected)
    throw model::Error(model::Fault::input,
                       fmt::format("{} numbers of finished tiles where {} are expected", found, expected));
}

}  // namespace

std::vector<std::int64_t> limbs_of(std::span<const model::ExactSum> sums) {
  std::vector<std::int64_t> all;
  for (const auto& sum : sums)
    for (const auto limb : sum.limbs()) all.push_back(limb);
  return all;
}

void add_limbs(std::span<const std::int64_t> limbs, std::span<model::ExactSum> sums) {
  expect(limbs.size(), 3 * sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i)
    sums[i].add(model::ExactSum::from_limbs({limbs[3 * i], limbs[3 * i + 1], limbs[3 * i + 2]}));
}

void add_each(std::span<const std::int64_t> more, std::span<std::int64_t> sums) {
  expect(more.size(), sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
}

}  // namespace minenpp::survey
