#include "survey/statistics/npp_tally.h"

#include <algorithm>

#include "model/error.h"

namespace minenpp::survey {

using model::ExactAreaSum;
using model::ExactSum;
using model::Int128;

void NppTally::add_row(std::int64_t pixels, std::int64_t npp_fixed, std::int64_t area_mm2,
                       std::int64_t each) {
  if (pixels == 0) return;
  count += pixels;
  weight += pixels * each;
  npp.add_raw(static_cast<Int128>(npp_fixed) * each);
  area_m2.add_raw(static_cast<Int128>(pixels) * area_mm2);
  ExactSum products;
  products.add_raw(static_cast<Int128>(npp_fixed) * area_mm2);
  carbon.add(ExactAreaSum::from_products(products));
}

void NppTally::add(const NppTally& other) {
  count += other.count;
  weight += other.weight;
  npp.add(other.npp);
  area_m2.add(other.area_m2);
  carbon.add(other.carbon);
}

void TallyTable::add(const TallyTable& other) {
  for (std::size_t i = 0; i < tallies_.size(); ++i) tallies_[i].add(other.tallies_.at(i));
}

std::vector<std::int64_t> TallyTable::to_integers() const {
  std::vector<std::int64_t> integers;
  integers.reserve(integer_count());
  for (const auto& tally : tallies_) {
    integers.push_back(tally.count);
    for (const auto& sum : {tally.npp, tally.area_m2, tally.carbon.products()}) {
      const auto limbs = sum.limbs();
      integers.insert(integers.end(), limbs.begin(), limbs.end());
    }
    if (weighted_) integers.push_back(tally.weight);
  }
  return integers;
}

TallyTable TallyTable::from_integers(std::size_t groups, std::size_t months,
                                     std::span<const std::int64_t> integers, bool weighted) {
  TallyTable table(groups, months, weighted);
  const auto per_tally = table.integers_per_tally();
  if (integers.size() != table.integer_count())
    throw model::Error(model::Fault::input, "a table of exact sums has the wrong size");
  const auto sum_at = [&](std::size_t first) {
    return ExactSum::from_limbs({integers[first], integers[first + 1], integers[first + 2]});
  };
  for (std::size_t i = 0; i < table.tallies_.size(); ++i) {
    const auto first = i * per_tally;
    auto& tally = table.tallies_[i];
    tally.count = integers[first];
    tally.weight = weighted ? integers[first + 10] : tally.count;
    tally.npp = sum_at(first + 1);
    tally.area_m2 = sum_at(first + 4);
    tally.carbon = ExactAreaSum::from_products(sum_at(first + 7));
  }
  return table;
}

}  // namespace minenpp::survey
