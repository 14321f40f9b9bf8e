#include "survey/statistics/npp_tally.h"

#include "model/error.h"
#include "survey/statistics/sum_integers.h"

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
  tallies_.add(other.tallies_, [](NppTally& tally, const NppTally& more) { tally.add(more); });
}

void TallyTable::append(const NppTally& tally, std::vector<std::int64_t>& integers) const {
  integers.push_back(tally.count);
  for (const auto& sum : {tally.npp, tally.area_m2, tally.carbon.products()}) append_limbs(sum, integers);
  if (weighted_) integers.push_back(tally.weight);
}

NppTally TallyTable::tally_of(std::span<const std::int64_t> integers) const {
  const auto sum_at = [&](std::size_t first) {
    return ExactSum::from_limbs({integers[first], integers[first + 1], integers[first + 2]});
  };
  NppTally tally;
  tally.count = integers.front();
  tally.weight = weighted_ ? integers[10] : tally.count;
  tally.npp = sum_at(1);
  tally.area_m2 = sum_at(4);
  tally.carbon = ExactAreaSum::from_products(sum_at(7));
  return tally;
}

std::vector<std::int64_t> TallyTable::to_integers() const {
  std::vector<std::int64_t> integers;
  integers.reserve(groups() * months() * integers_per_tally());
  for (std::size_t group = 0; group < groups(); ++group)
    for (std::size_t month = 0; month < months(); ++month) append(at(group, month), integers);
  return integers;
}

TallyTable TallyTable::from_integers(std::size_t groups, std::size_t months,
                                     std::span<const std::int64_t> integers, bool weighted) {
  TallyTable table(groups, months, weighted);
  const auto per_tally = table.integers_per_tally();
  if (integers.size() != groups * months * per_tally)
    throw model::Error(model::Fault::input, "a table of exact sums has the wrong size");
  for (std::size_t i = 0; i < groups * months; ++i)
    if (const auto tally = table.tally_of(integers.subspan(i * per_tally, per_tally)); tally.count > 0)
      table.at(i / months, i % months) = tally;
  return table;
}

std::vector<std::int64_t> TallyTable::rows() const {
  return tallies_.to_integers(integers_per_tally(),
                              [&](const NppTally& tally, auto& integers) { append(tally, integers); });
}

void TallyTable::add_rows(std::span<const std::int64_t> rows) {
  tallies_.add_integers(rows, integers_per_tally(),
                        [&](NppTally& tally, auto integers) { tally.add(tally_of(integers)); });
}

}  // namespace minenpp::survey
