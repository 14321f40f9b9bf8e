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
  for (const auto& sum : sums) append_limbs(sum, all);
  return all;
}

void append_limbs(const model::ExactSum& sum, std::vector<std::int64_t>& integers) {
  const auto limbs = sum.limbs();
  integers.insert(integers.end(), limbs.begin(), limbs.end());
}

void add_limbs(std::span<const std::int64_t> limbs, model::ExactSum& sum) {
  sum.add(model::ExactSum::from_limbs({limbs[0], limbs[1], limbs[2]}));
}

void add_limbs(std::span<const std::int64_t> limbs, std::span<model::ExactSum> sums) {
  expect(limbs.size(), 3 * sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) add_limbs(limbs.subspan(3 * i, 3), sums[i]);
}

void add_each(std::span<const std::int64_t> more, std::span<std::int64_t> sums) {
  expect(more.size(), sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
}

}  // namespace minenpp::survey
