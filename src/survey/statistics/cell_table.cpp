#include "survey/statistics/cell_table.h"

#include <cmath>

#include "model/error.h"
#include "model/grid/batch.h"
#include "mpi/root_tables.h"

namespace minenpp::survey {

namespace {

constexpr std::size_t integers_per_key = 5, integers_per_tally = 14;

}  // namespace

void CellTally::add(const CellTally& other) {
  count += other.count;
  weight += other.weight;
  npp.add(other.npp);
  squares.add(other.squares);
  area_m2.add(other.area_m2);
  carbon.add(other.carbon);
}

double CellTally::standard_deviation() const {
  if (count < 2) return model::no_data;
  const double n = static_cast<double>(count), all = static_cast<double>(weight), total = npp.value();
  // Exactly n - 1 where every weight is 1.
  const double spread = (squares.value() - total * total / all) / (all / n * (n - 1));
  return std::sqrt(spread > 0 ? spread : 0);
}

std::span<CellTally> CellTable::at(const CellKey& key) {
  auto& tallies = cells_[key];
  if (tallies.empty()) tallies.resize(columns_);
  return tallies;
}

std::span<const CellTally> CellTable::find(const CellKey& key) const {
  const auto found = cells_.find(key);
  return found == cells_.end() ? std::span<const CellTally>() : std::span<const CellTally>(found->second);
}

std::vector<std::int64_t> CellTable::to_integers() const {
  std::vector<std::int64_t> integers;
  integers.reserve(cells_.size() * (integers_per_key + columns_ * integers_per_tally));
  for (const auto& [key, tallies] : cells_) {
    integers.insert(integers.end(), {static_cast<std::int64_t>(key.kind), key.group, key.ring, key.base_class,
                                     key.land_class});
    for (const auto& tally : tallies) {
      integers.push_back(tally.count);
      integers.push_back(tally.weight);
      for (const auto& sum : {tally.npp, tally.squares, tally.area_m2, tally.carbon.products()}) {
        const auto limbs = sum.limbs();
        integers.insert(integers.end(), limbs.begin(), limbs.end());
      }
    }
  }
  return integers;
}

void CellTable::add_integers(std::span<const std::int64_t> integers) {
  const auto per_cell = integers_per_key + columns_ * integers_per_tally;
  if (integers.size() % per_cell != 0)
    throw model::Error(model::Fault::system, "a table of cells arrived in pieces");
  for (std::size_t at = 0; at < integers.size(); at += per_cell) {
    const auto number = [&](std::size_t i) { return static_cast<std::int32_t>(integers[at + i]); };
    auto tallies = this->at({static_cast<CellKind>(number(0)), number(1), number(2), number(3), number(4)});
    for (std::size_t column = 0; column < columns_; ++column) {
      const auto first = at + integers_per_key + column * integers_per_tally;
      const auto sum_at = [&](std::size_t i) {
        return model::ExactSum::from_limbs(
            {integers[first + i], integers[first + i + 1], integers[first + i + 2]});
      };
      tallies[column].add({integers[first], integers[first + 1], sum_at(2), sum_at(5), sum_at(8),
                           model::ExactAreaSum::from_products(sum_at(11))});
    }
  }
}

void CellTable::gather(const mpi::Communicator& ranks) {
  mpi::gather_on_root(
      ranks, [&] { return to_integers(); }, [&](auto cells) { add_integers(cells); });
  if (!ranks.is_root()) cells_.clear();
}

}  // namespace minenpp::survey
